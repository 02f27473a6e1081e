"""Functions of the module math: the C library's bits, Python's errors, and the function at hand."""

from __future__ import annotations

import builtins
import cmath
import ctypes
import ctypes.util
import functools
import math
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.special  # type: ignore[import-untyped]
from comparison import check_same
from programs import define, of_elements

import autopar

LIBRARY = ["acos", "acosh", "asin", "asinh", "atan", "atanh", "cos", "cosh"]
LIBRARY += ["erf", "erfc", "exp", "expm1", "fabs", "log", "log10"]
LIBRARY += ["log1p", "log2", "sin", "sinh", "sqrt", "tan", "tanh"]
OF_TWO = ["atan2", "copysign", "fmod", "pow"]
OTHERS = ["ceil", "floor", "trunc", "isfinite", "isinf", "isnan", "degrees", "radians"]
SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.5, 1e-310, 700.0, 710.0, -746.0, 1e300, 2.0**53]
SPECIAL += [float("inf"), -float("inf"), float("nan")]


def random_numbers(count: int) -> list[float]:
    random = np.random.default_rng(3)
    wide = 10.0 ** random.uniform(-12, 6, count) * random.choice([-1, 1], count)
    return [*(float(each) for each in wide), *(float(each) for each in random.uniform(-1, 1, 300))]


@pytest.mark.parametrize("name", [*LIBRARY, *OF_TWO])
def test_cpython_hands_it_on_to_the_library(name: str) -> None:
    library = ctypes.CDLL(ctypes.util.find_library("m"))
    function = getattr(library, name)
    function.restype = ctypes.c_double
    count = 2 if name in OF_TWO else 1
    function.argtypes = [ctypes.c_double] * count
    numbers = random_numbers(3000)
    for first, second in zip(numbers, reversed(numbers), strict=True):
        arguments = (first, second)[:count]
        try:
            expected = getattr(math, name)(*arguments)
        except (ValueError, OverflowError):
            continue
        assert function(*arguments).hex() == expected.hex(), (name, arguments)


def elements(values: list[float], x: Any) -> tuple[Any, ...]:
    return np.array(values), np.zeros(len(values)), x


@pytest.mark.parametrize("name", [*LIBRARY, *OTHERS])
def test_elements_and_scalars_give_pythons_bits_and_errors(tmp_path: Path, name: str) -> None:
    function = of_elements(tmp_path, f"math.{name}(a[i])")
    for value in SPECIAL:
        check_same(function, partial(elements, [0.5, value], 0), None)
    usual = [0.25, 0.75] if name != "acosh" else [1.25, 1.75]
    check_same(function, partial(elements, usual, 0), "compiled")
    numbers = [abs(each) for each in random_numbers(200)]
    check_same(function, partial(elements, numbers, 0), None)
    function = of_elements(tmp_path, f"math.{name}(x)")
    for x in [2, True, 10**5, 2**60 + 1, 0.5, np.float32(0.3), np.int64(3), np.float64(0.1)]:
        check_same(function, partial(elements, [1.0], x), None)


@pytest.mark.parametrize("name", OF_TWO)
def test_functions_of_two_arguments(tmp_path: Path, name: str) -> None:
    function = of_elements(tmp_path, f"math.{name}(a[i], x)")
    for x in [*SPECIAL, 3, -2, 2.5]:
        for value in SPECIAL:
            check_same(function, partial(elements, [0.5, value], x), None)
    check_same(function, partial(elements, [0.5, 3.5, -2.25], 2), "compiled")


def test_another_function_under_the_name_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    function = define(
        tmp_path,
        """
        from math import exp, sqrt as root

        def program(a):
            for i in range(len(a)):
                a[i] = root(a[i]) + exp(0.5) + math.floor(a[i])
        """,
    )
    check_same(function, lambda: (np.arange(5.0),), "compiled")
    names = function.__globals__
    names["root"] = math.sin
    check_same(function, lambda: (np.arange(5.0),), "declined")
    names["root"] = math.sqrt
    check_same(function, lambda: (np.arange(5.0),), "compiled")
    with monkeypatch.context() as patch:
        patch.setattr(math, "floor", math.ceil)
        check_same(function, lambda: (np.arange(5.0),), "declined")
    check_same(function, lambda: (np.arange(5.0),), "compiled")


@pytest.mark.parametrize(
    ("module", "name", "other"),
    [
        ("math", "sqrt", math.sin),
        ("math", "exp", lambda x: x),
        ("cmath", "sqrt", math.sqrt),
        ("cmath", "phase", cmath.cosh),
        ("np", "sqrt", np.sin),
        ("np", "abs", np.sqrt),
        ("builtins", "abs", math.sin),
        # With the names of the function in whose place they are.
        ("math", "sqrt", functools.wraps(math.sqrt)(lambda x: 2 * x)),
        ("builtins", "abs", functools.wraps(abs)(lambda x: 2 * x)),
        ("np", "sqrt", functools.wraps(np.sqrt)(lambda x: 2 * x)),
        ("np", "log1p", scipy.special.log1p),
    ],
)
def test_another_function_is_seen_that_was_there_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, name: str, other: Any
) -> None:
    call = name if module == "builtins" else f"{module}.{name}"
    text = f"""
        import cmath

        def program(x):
            for _ in range(3):
                r = {call}(x)
            return r
        """
    check_same(define(tmp_path, text), lambda: (np.float64(2.0),), "compiled")
    modules = {"math": math, "cmath": cmath, "np": np, "builtins": builtins}
    with monkeypatch.context() as patch:
        patch.setattr(modules[module], name, other)
        function = define(tmp_path, text)
        assert not autopar.explain(function).loops[0].is_compiled
        expected = other(np.float64(2.0))
        assert repr(function(np.float64(2.0))) == repr(expected)
    assert getattr(function, "__wrapped__", function)(2.0) == function(2.0)
