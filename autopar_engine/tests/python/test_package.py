"""The package as an import sees it."""

import subprocess
import sys
import sysconfig

import numpy
import pytest

import autopar
from autopar import _requirements


def test_the_version_has_three_parts() -> None:
    assert len(autopar.__version__.split(".")) == 3


def test_importing_loads_no_compiler() -> None:
    code = "import autopar; print(open('/proc/self/maps').read())"
    maps = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert "_engine" in maps.stdout
    assert "llvm" not in maps.stdout.lower()


def test_numpy_before_2_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numpy, "__version__", "1.26.4")
    with pytest.raises(ImportError, match="NumPy 2 or newer"):
        _requirements.check_interpreter()


def test_a_free_threaded_build_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sysconfig, "get_config_var", lambda name: 1)
    with pytest.raises(ImportError, match="global interpreter lock"):
        _requirements.check_interpreter()
