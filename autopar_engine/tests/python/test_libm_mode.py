"""fp="libm": results near CPython's, with its errors and warnings."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same
from near import check_near, distance
from programs import of_elements

# How far the C library's result and CPython's may be apart: what docs/settings.md
# promises of the one, and what CPython says of its own gamma (10) and lgamma.
OF_MATH = {"cbrt": 4.0, "exp2": 1.0, "gamma": 19.0, "hypot": 2.0, "lgamma": 14.0}
# Of NumPy's functions: the promise, and 4, NumPy's own bound for what it computes with vectors.
OF_NUMPY = {"arccos": 5.0, "arccosh": 6.0, "arcsin": 5.0, "arcsinh": 6.0, "arctan": 5.0}
OF_NUMPY |= {"arctanh": 6.0, "cbrt": 8.0, "cos": 5.0, "cosh": 6.0, "exp": 5.0, "exp2": 5.0}
OF_NUMPY |= {"expm1": 5.0, "log": 5.0, "log10": 6.0, "log1p": 5.0, "log2": 6.0, "sin": 5.0}
OF_NUMPY |= {"sinh": 6.0, "sqrt": 0.0, "tan": 5.0, "tanh": 6.0}
OF_TWO = {"arctan2": 5.0, "hypot": 5.0, "power": 5.0}
# Near its zeros CPython's own lgamma is good only as if its results were as large as this.
LEAST = {"lgamma": 1.0}
INFINITY = float("inf")
SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.5, 2.5, -2.5, 1e-310, 170.5, 171.624376956302, 171.62437695631]
SPECIAL += [-185.5, -200.5, 700.0, 709.7, 709.79, 710.0, -746.0, 1023.9, 1024.0, 1e30, 1e300]
SPECIAL += [2.0**53, -(2.0**53), 3e305, 1.7e308, INFINITY, -INFINITY, float("nan")]
SINGLE = [each for each in SPECIAL if not 1e30 < abs(each) < 1e309] + [88.7, 88.73, 128.0, 1e-40]


def elements(values: Any, x: Any, dtype: str = "float64") -> tuple[Any, ...]:
    array = np.array(values, "float64").astype(dtype)
    return array, np.zeros(len(values), dtype), x


def random_numbers(count: int) -> list[float]:
    random = np.random.default_rng(7)
    wide = 10.0 ** random.uniform(-12, 6, count) * random.choice([-1, 1], count)
    return [*map(float, wide), *map(float, random.uniform(-5, 5, count))]


def call_of(name: str) -> str:
    return f"{name}(a[i], x)" if name.split(".")[1] in {"hypot", *OF_TWO} else f"{name}(a[i])"


def finite(name: str, numbers: list[float], x: Any, dtype: str) -> list[float]:
    """Those of the numbers of which the result is finite, and far from the largest float."""
    array = np.array(numbers, dtype)
    function = getattr(np, name)
    with np.errstate(all="ignore"):
        results = function(array, array.dtype.type(x)) if name in OF_TWO else function(array)
    is_small = np.abs(results) < np.finfo(dtype).max / 4
    return [float(each) for each, small in zip(array, is_small, strict=True) if small]


@pytest.mark.parametrize("name", OF_MATH)
def test_functions_of_math_that_exact_leaves_to_cpython(tmp_path: Path, name: str) -> None:
    make = partial(elements, [0.5, 1.5, 2.25], 2.5)
    exact = of_elements(tmp_path, call_of(f"math.{name}"))
    check_same(exact, make, "declined")
    function = of_elements(tmp_path, call_of(f"math.{name}"), "libm")
    check_near(function, make, OF_MATH[name], "compiled", LEAST.get(name, 0.0))


@pytest.mark.parametrize("name", OF_MATH)
def test_random_numbers_within_the_bound(tmp_path: Path, name: str) -> None:
    function = of_elements(tmp_path, call_of(f"math.{name}"), "libm")
    numbers = [each for each in random_numbers(20000) if not (name != "cbrt" and abs(each) > 170)]
    make = partial(elements, numbers, 2.5)
    apart = check_near(function, make, OF_MATH[name], "compiled", LEAST.get(name, 0.0))
    assert apart > 0 or name in ("cbrt", "exp2")


@pytest.mark.parametrize("name", OF_MATH)
def test_special_values_give_cpythons_errors(tmp_path: Path, name: str) -> None:
    function = of_elements(tmp_path, call_of(f"math.{name}"), "libm")
    for x in SPECIAL if name == "hypot" else SPECIAL[:1]:
        for value in SPECIAL:
            make = partial(elements, [0.5, value, 0.75], x)
            check_near(function, make, OF_MATH[name], None, LEAST.get(name, 0.0))
    kinds: list[Any] = [2, True, 2**60 + 1, np.float32(0.3), np.int64(3)]
    for kind in kinds:
        check_near(
            function, partial(elements, [1.5], kind), OF_MATH[name], None, LEAST.get(name, 0.0)
        )


@pytest.mark.parametrize("name", OF_MATH)
def test_errors_do_not_hang_on_the_flags_that_numpys_floats_have_watched(
    tmp_path: Path, name: str
) -> None:
    function = of_elements(tmp_path, call_of(f"math.{name}"), "libm")
    for x in SPECIAL if name == "hypot" else SPECIAL[:1]:
        for value in SPECIAL:
            make = partial(of_list, [0.5, value, 0.75], x)
            check_near(function, make, OF_MATH[name], None, LEAST.get(name, 0.0))


def of_list(values: list[float], x: float) -> tuple[Any, ...]:
    return list(values), np.zeros(len(values)), x


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", [*OF_NUMPY, *OF_TWO])
def test_functions_of_numpy_near_numpys_with_its_warnings(
    tmp_path: Path, name: str, dtype: str
) -> None:
    function = of_elements(tmp_path, call_of(f"np.{name}"), "libm")
    bound = (OF_NUMPY | OF_TWO)[name]
    special = SPECIAL if dtype == "float64" else SINGLE
    for x in special if name in OF_TWO else [2.5]:
        for value in special:
            check_near(function, partial(elements, [0.5, value, 0.75], x, dtype), bound, None)
    numbers = finite(name, random_numbers(5000), 2.5, dtype)
    check_near(function, partial(elements, numbers, 2.5, dtype), bound, "compiled")


@pytest.mark.parametrize("name", [name for name in OF_NUMPY if name != "sqrt"])
def test_single_precision_is_rounded_from_double(tmp_path: Path, name: str) -> None:
    numbers = finite(name, random_numbers(5000), 2.5, "float32")
    a, b, x = elements(numbers, 2.5, "float32")
    of_elements(tmp_path, f"np.{name}(a[i])", "libm")(a, b, x)
    with np.errstate(all="ignore"):
        in_double = getattr(np, name)(a.astype("float64")).astype("float32")
    assert distance(b, in_double) <= 1


@pytest.mark.parametrize("dtype", ["int64", "int8", "uint32", "float32"])
def test_powers_that_exact_leaves_to_cpython(tmp_path: Path, dtype: str) -> None:
    exact = of_elements(tmp_path, "a[i] ** x")
    function = of_elements(tmp_path, "a[i] ** x", "libm")
    for exponent in [2.0, 0.5, -1.5]:
        make = partial(into_float, [1, 2, 3, 100], np.float32(exponent), dtype)
        check_same(exact, make, "declined")
        check_near(function, make, 2.0, "compiled")
    for x in [2.0, 0.5, -1.0, 0.0, 1.0, -2.5, 300.0, INFINITY, float("nan")]:
        for value in [0, 1, 2, 7, -1 if dtype != "uint32" else 5]:
            power = np.float32(x) if dtype == "float32" else x
            check_near(function, partial(into_float, [value], power, dtype), 2.0, None)


def into_float(values: list[int], x: Any, dtype: str) -> tuple[Any, ...]:
    return np.array(values, dtype), np.zeros(len(values)), x


def test_arithmetic_is_that_of_exact(tmp_path: Path) -> None:
    function = of_elements(tmp_path, "a[i] * x + a[i] / 3.0 - x", "libm")
    check_same(function, partial(elements, random_numbers(3000), 0.1), "compiled")
