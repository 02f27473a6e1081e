"""The option fp: where it is said, which one counts, and what is said of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from programs import define

import autopar
from autopar._jit import FloatMode

MODES: tuple[FloatMode, ...] = ("exact", "libm", "fast")
LOGARITHMS = """
    def program(a, b):
        for i in range(len(a)):
            b[i] = np.log(a[i])
"""


def arrays() -> tuple[Any, Any]:
    return np.arange(1.0, 9.0), np.zeros(8)


def test_the_mode_is_said_where_it_is_not_exact(tmp_path: Path) -> None:
    exact = define(tmp_path, LOGARITHMS)
    near = define(tmp_path, LOGARITHMS, "libm")
    assert autopar.explain(exact, *arrays()).fp == "exact"
    assert "fp=" not in str(autopar.explain(exact, *arrays()))
    explanation = autopar.explain(near, *arrays())
    assert explanation.fp == "libm"
    assert str(explanation).startswith('program (fp="libm")\n')
    assert "fp=&quot;libm&quot;" in explanation._repr_html_()


def test_each_mode_has_a_kernel_of_its_own(tmp_path: Path) -> None:
    text = "def program(a, b):\n    for i in range(len(a)):\n        b[i] = a[i] * 2.0\n"
    kernels = {}
    for mode in MODES:
        function = autopar.jit(define(tmp_path, text), fp=mode)
        kernels[mode] = autopar.explain(function, *arrays()).source()
    assert len(set(kernels.values())) == 3
    assert "fp=" not in kernels["exact"]
    assert 'fp="libm"' in kernels["libm"]


def test_the_mode_decides_who_computes_a_function(tmp_path: Path) -> None:
    sources = {
        mode: autopar.explain(define(tmp_path, LOGARITHMS, mode), *arrays()).source()
        for mode in MODES
    }
    assert "near_log(" not in sources["exact"]
    assert "near_log(" in sources["libm"]
    assert "near_log(" in sources["fast"]


def test_a_name_of_the_source_that_looks_like_such_a_function(tmp_path: Path) -> None:
    text = """
    def program(x, linear_b):
        for i in range(len(x)):
            x[i] = x[i] * linear_b
    """
    for mode in MODES:
        function = define(tmp_path, text, mode)
        explanation = autopar.explain(function, np.ones(3), 2.0)
        run = autopar.last_run()
        assert run is not None and run.outcome == "compiled"
        assert "near_result" not in explanation.source()


@pytest.mark.parametrize("mode", ["libm", "fast"])
def test_the_calls_before_do_not_decide_whose_bits_one_has(tmp_path: Path, mode: FloatMode) -> None:
    function = define(tmp_path, LOGARITHMS, mode)
    for value in [1.5] * 40 + [float("inf")] * 40 + [1.5]:
        function(np.array([value]), np.zeros(1))
    run = autopar.last_run()
    assert run is not None and run.outcome == "compiled"


def test_a_function_is_compiled_anew_for_another_mode(tmp_path: Path) -> None:
    exact = define(tmp_path, LOGARITHMS)
    assert autopar.jit(exact) is exact
    assert autopar.jit(exact, fp="exact") is exact
    near = autopar.jit(exact, fp="libm")
    assert near is not exact
    assert autopar.jit(near) is near
    assert autopar.explain(near).fp == "libm"
    assert autopar.explain(exact).fp == "exact"


def test_what_is_left_alone_is_not_unwrapped(tmp_path: Path) -> None:
    inner = define(tmp_path, LOGARITHMS).__wrapped__  # type: ignore[attr-defined]

    def outer(a: Any, b: Any) -> str:
        inner(a, b)
        return "outer"

    outer.__wrapped__ = inner  # type: ignore[attr-defined]
    assert autopar.jit(outer) is outer
    assert autopar.jit(outer, fp="libm") is outer


@pytest.mark.parametrize("bad", ["quick", "EXACT", "", 1])
def test_a_bad_mode_is_an_error_that_names_the_allowed_ones(bad: Any) -> None:
    with pytest.raises(ValueError, match="exact, libm and fast are allowed"):
        autopar.jit(fp=bad)
    with pytest.raises(ValueError, match="exact, libm and fast are allowed"):
        autopar.jit(test_a_bad_mode_is_an_error_that_names_the_allowed_ones, fp=bad)


def test_a_mode_without_its_keyword_is_an_error_that_names_it() -> None:
    mode: Any = "fast"
    with pytest.raises(TypeError, match=r"jit\(fp='fast'\)"):
        autopar.jit(mode)


PROGRAM = """
import autopar, numpy as np

def program(a, b):
    for i in range(len(a)):
        b[i] = a[i] + 1.0

own = autopar.jit(fp="{own}")(program)
session = autopar.jit(program)
for function in (own, session):
    print(autopar.explain(function, np.ones(9), np.ones(9)).fp, autopar.last_run().outcome)
"""


@pytest.mark.parametrize("own", ["exact", "libm"])
@pytest.mark.parametrize("session", ["", "exact", "libm", "fast"])
def test_the_functions_own_mode_goes_before_that_of_the_session(
    tmp_path: Path, own: str, session: str
) -> None:
    path = tmp_path / "modes.py"
    path.write_text(PROGRAM.format(own=own))
    done = subprocess.run(
        [sys.executable, path],
        env={**os.environ, "AUTOPAR_FP": session},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.stderr) == (
        f"{own} compiled\n{session or 'exact'} compiled\n",
        "",
    )
