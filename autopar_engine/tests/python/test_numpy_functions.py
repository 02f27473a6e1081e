"""Functions of NumPy on scalars: NumPy's bits, types and warnings, and the function at hand."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same
from programs import define, of_elements

OF_ONE = ["arccos", "arccosh", "arcsin", "arcsinh", "arctan", "arctanh", "cbrt", "ceil", "cos"]
OF_ONE += ["cosh", "deg2rad", "degrees", "exp", "exp2", "expm1", "fabs", "floor", "log", "log10"]
OF_ONE += ["log1p", "log2", "rad2deg", "radians", "rint", "sign", "sin", "sinh", "sqrt", "square"]
OF_ONE += ["tan", "tanh", "trunc", "abs", "absolute", "isfinite", "isinf", "isnan"]
OF_TWO = ["arctan2", "copysign", "fmax", "fmin", "hypot", "maximum", "minimum", "power"]
INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
KEEP_INTEGERS = {"ceil", "fmax", "fmin", "floor", "maximum", "minimum", "sign", "square", "trunc"}
KEEP_INTEGERS |= {"abs", "absolute", "isfinite", "isinf", "isnan"}
SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.5, 2.5, 1e-310, 700.0, 710.0, -746.0, 1e30, 1e300, 2.0**53]
SPECIAL += [float("inf"), -float("inf"), float("nan")]


def elements(values: Any, x: Any, dtype: str) -> tuple[Any, ...]:
    array = np.array(values, dtype="float64").astype(dtype)
    return array, np.zeros(len(values), dtype), x


def random_numbers() -> list[float]:
    random = np.random.default_rng(5)
    wide = 10.0 ** random.uniform(-12, 6, 400) * random.choice([-1, 1], 400)
    return [*map(float, wide), *map(float, random.uniform(-1, 1, 400))]


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", OF_ONE)
def test_elements_give_numpys_bits_and_warnings(tmp_path: Path, name: str, dtype: str) -> None:
    function = of_elements(tmp_path, f"np.{name}(a[i])")
    with np.errstate(all="ignore"):
        small = [each for each in SPECIAL if dtype == "float64" or not 1e30 < abs(each) < 1e301]
    for value in small:
        check_same(function, partial(elements, [0.5, value, 0.75], 0, dtype), None)
    usual = [0.25, 0.75] if name != "arccosh" else [1.25, 1.75]
    check_same(function, partial(elements, usual, 0, dtype), "compiled")
    numbers = random_numbers()
    with np.errstate(all="ignore"):
        results = getattr(np, name)(np.array(numbers, dtype))
    finite = [each for each, result in zip(numbers, results, strict=True) if np.isfinite(result)]
    check_same(function, partial(elements, finite, 0, dtype), "compiled")


@pytest.mark.parametrize("name", OF_ONE)
def test_scalars_of_every_kind(tmp_path: Path, name: str) -> None:
    function = of_elements(tmp_path, f"np.{name}(x)")
    for x in [1, 0, 0.5, 2**60 + 1, True, np.int8(1), np.int32(1), np.uint64(1), np.bool_(True)]:
        check_same(function, partial(elements, [1.0], x, "float64"), None)
    is_compiled = name not in KEEP_INTEGERS or name in ("abs", "absolute")
    outcome = "compiled" if is_compiled else "declined"
    whole = 0 if name == "arctanh" else 1
    check_same(function, partial(elements, [1.0], whole, "float64"), outcome)
    check_same(function, partial(elements, [1.0], np.float32(whole), "float32"), "compiled")


@pytest.mark.parametrize("name", OF_TWO)
def test_functions_of_two_arguments(tmp_path: Path, name: str) -> None:
    function = of_elements(tmp_path, f"np.{name}(a[i], x)")
    for dtype in ("float64", "float32"):
        for x in [*SPECIAL, 3, -2, True, np.float32(0.1), np.float64(0.1), np.int8(3), np.int64(3)]:
            values = [each for each in SPECIAL if not 1e30 < abs(each) < 1e301]
            check_same(function, partial(elements, values, x, dtype), None)
        check_same(function, partial(elements, [0.5, 3.5, 2.25], 2.5, dtype), "compiled")


@pytest.mark.parametrize("name", ["bool_", "float32", "float64", *INTEGERS])
def test_conversions(tmp_path: Path, name: str) -> None:
    function = of_elements(tmp_path, f"np.{name}(a[i])")
    whole = of_elements(tmp_path, f"np.{name}(x)")
    for value in SPECIAL:
        check_same(function, partial(elements, [0.5, value], 0, "float64"), None)
        check_same(whole, partial(elements, [0.0], value, "float64"), None)
    for x in [True, 100, 300, -1, 2**31, 2**63 - 1, np.int8(-3), np.uint16(300), np.float32(2.5)]:
        check_same(whole, partial(elements, [0.0], x, "float64"), None)
    check_same(function, partial(elements, [0.5, 3.5, 2.75], 0, "float64"), "compiled")
    check_same(whole, partial(elements, [0.0], 100, "float64"), "compiled")


# maximum clears the flags that the division before it raised.
@pytest.mark.parametrize("call", ["np.maximum({}, 0.0)", "np.exp({})", "np.isnan({})"])
def test_a_warning_outlives_the_functions_after_it(tmp_path: Path, call: str) -> None:
    function = of_elements(tmp_path, call.format("1.0 / a[i]"))
    check_same(function, partial(elements, [2.0, 4.0], 0, "float64"), "compiled")
    seen = check_same(function, partial(elements, [2.0, 0.0, 4.0, 5.0], 0, "float64"), "replayed")
    assert "divide by zero" in seen.warnings[0][1]


def test_another_function_under_the_name_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    function = define(
        tmp_path,
        """
        import numpy as np
        from numpy import exp as power

        def program(a):
            for i in range(len(a)):
                a[i] = np.sqrt(a[i]) + power(0.5)
        """,
    )
    check_same(function, lambda: (np.arange(5.0),), "compiled")
    names = function.__globals__
    names["power"] = np.sin
    check_same(function, lambda: (np.arange(5.0),), "declined")
    names["power"] = np.exp
    check_same(function, lambda: (np.arange(5.0),), "compiled")
    with monkeypatch.context() as patch:
        patch.setattr(np, "sqrt", np.square)
        check_same(function, lambda: (np.arange(5.0),), "declined")
    check_same(function, lambda: (np.arange(5.0),), "compiled")
