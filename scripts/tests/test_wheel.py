"""`pip install .` as somebody else would: a second environment, a build folder of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WHEELS = ROOT / ".cache" / "wheels"
SYSTEM_PYTHON = "/usr/bin/python3"

ONE_CALL = """
import numpy as np
import autopar

@autopar.jit
def saxpy(a, x, y):
    for i in range(len(x)):
        y[i] = a * x[i] + y[i]

x, y = np.arange(1000.0), np.ones(1000)
saxpy(2.0, x, y)
assert (y == 2.0 * np.arange(1000.0) + 1.0).all()
print(autopar.__file__)
print(autopar.last_run().outcome)
"""


def run(*command: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON"))}
    return subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env=environment,
    )


@pytest.mark.slow
def test_a_wheel_in_a_second_environment_runs_one_call(tmp_path: Path) -> None:
    python = tmp_path / "venv" / "bin" / "python"
    script = tmp_path / "one_call.py"
    script.write_text(ONE_CALL)
    assert run(SYSTEM_PYTHON, "-m", "venv", tmp_path / "venv").returncode == 0
    installed = run(python, "-m", "pip", "install", "--no-index", "--find-links", WHEELS, ROOT)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    result = run(python, script, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    file, outcome = result.stdout.splitlines()
    assert file.startswith(str(tmp_path))
    assert outcome == "compiled"


@pytest.mark.slow
def test_a_missing_library_is_named_with_its_package(tmp_path: Path) -> None:
    result = run(
        "cmake",
        "-S",
        ROOT,
        "-B",
        tmp_path,
        "-G",
        "Ninja",
        f"-DPython_EXECUTABLE={sys.executable}",
        "-DCMAKE_DISABLE_FIND_PACKAGE_simdjson=ON",
    )
    assert result.returncode == 1
    assert "apt-get install --no-install-recommends libsimdjson-dev" in result.stderr
