"""Functions of the module cmath: CPython's bits, types, signs of zero and errors."""

from __future__ import annotations

import cmath
import itertools
import math
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same, numbers
from programs import define, of_elements

import autopar

FUNCTIONS = ["sqrt", "exp", "log", "cos", "sin", "cosh", "sinh"]
TESTS = ["isfinite", "isinf", "isnan"]
ALL = [*FUNCTIONS, "phase", *TESTS]
OTHERS = ["acos", "acosh", "asin", "asinh", "atan", "atanh", "log10", "tan", "tanh"]

INFINITY = float("inf")
PARTS = [0.0, -0.0, 1.0, -1.5, 0.71, 1.73, 5e-324, -1e-310, math.ulp(0.0) * 2**52, 1e-300, 1e16]
PARTS += [1e300, -1e300, 1.7e308, 4.4e307, -4.5e307, 707.9, -708.1, 709.5, 711.0, -746.0]
PARTS += [INFINITY, -INFINITY, float("nan")]


def random_parts(count: int) -> Any:
    random = np.random.default_rng(7)
    return 10.0 ** random.uniform(-12, 2.8, count) * random.choice([-1, 1], count)


def random_complexes(count: int) -> Any:
    """Of all sizes, and as many about the unit circle, where logarithms are computed otherwise."""
    random = np.random.default_rng(8)
    circle = random.uniform(0.6, 1.9, count) * np.exp(1j * random.uniform(-4, 4, count))
    return np.concatenate([random_parts(count) + 1j * random_parts(count)[::-1], circle])


def random_floats() -> Any:
    return np.concatenate([random_parts(2000), np.random.default_rng(9).uniform(-2, 2, 2000)])


def of_scalars(folder: Path, call: str) -> Callable[..., Any]:
    return define(
        folder,
        f"""
        def program(x, y=0):
            for _ in range(3):
                r = {call}
            return r
        """,
    )


def arrays(values: Any, x: Any = 0) -> tuple[Any, ...]:
    return np.array(values), np.zeros(len(values), complex), x


@pytest.mark.parametrize("name", ALL)
def test_thousands_of_values_give_cpythons_bits(tmp_path: Path, name: str) -> None:
    function = of_elements(tmp_path, f"cmath.{name}(a[i])")
    for values in (random_complexes(3000), random_floats()):
        check_same(function, partial(arrays, values), "compiled")


def test_thousands_of_rectangular_coordinates_give_cpythons_bits(tmp_path: Path) -> None:
    function = of_elements(tmp_path, "cmath.rect(a[i], x[i])")
    check_same(function, lambda: arrays(random_floats(), random_floats()[::-1]), "compiled")


@pytest.mark.parametrize("name", ALL)
def test_special_values_give_pythons_values_and_errors(tmp_path: Path, name: str) -> None:
    function = of_scalars(tmp_path, f"cmath.{name}(x)")
    for parts in itertools.product(PARTS, PARTS):
        check_same(function, partial(lambda z: (z,), complex(*parts)), None)
    for part in PARTS:
        check_same(function, partial(lambda z: (z,), part), None)


def test_special_rectangular_coordinates_give_pythons_values(tmp_path: Path) -> None:
    function = of_scalars(tmp_path, "cmath.rect(x, y)")
    for parts in itertools.product(PARTS, PARTS):
        check_same(function, partial(lambda *pair: pair, *parts), None)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_signs_of_zeros_are_computed(tmp_path: Path, name: str) -> None:
    function = of_scalars(tmp_path, f"cmath.{name}(x)")
    for parts in itertools.product((0.0, -0.0, 0.5, -0.5), repeat=2):
        is_zero = parts[0] == 0 and parts[1] == 0
        outcome = "replayed" if name == "log" and is_zero else "compiled"
        check_same(function, partial(lambda z: (z,), complex(*parts)), outcome)


OPERANDS: list[Any] = [3, -3, 0, True, 10**5, 2**53 + 1, 2**60 + 1, 0.25, -0.0, 1j, -2 - 0j]
OPERANDS += [np.float64(0.3), np.float32(0.3), np.int8(-3), np.uint16(9), np.int64(2**53 + 1)]
OPERANDS += [np.uint64(7), np.complex64(0.1 - 2j), np.complex128(-0.3 + 0.1j)]


@pytest.mark.parametrize("name", [*ALL, "rect"])
def test_operands_of_any_type_give_pythons_types(tmp_path: Path, name: str) -> None:
    call = "rect(x, y)" if name == "rect" else f"{name}(x)"
    function = of_scalars(tmp_path, f"cmath.{call}")
    for x in OPERANDS:
        if name == "rect" and np.iscomplexobj(x):
            check_same(function, partial(lambda x: (x, 1), x), None)
        elif (name == "log" and x == 0) or (name in ("exp", "cosh", "sinh") and abs(x) > 700):
            check_same(function, partial(lambda x: (x, 1), x), "replayed")
        else:
            check_same(function, partial(lambda x: (x, 1), x), "compiled")
    for x in [10**400, 2**64, np.True_, "1", None, [1.0], np.float16(0.5)]:
        check_same(function, partial(lambda x: (x, 1), x), None)


@pytest.mark.parametrize(
    "dtype", ["bool", "int8", "int64", "uint64", "float32", "float64", "complex64", "complex128"]
)
@pytest.mark.parametrize("name", ["sqrt", "phase", "isnan"])
def test_elements_of_any_type_give_pythons_types(tmp_path: Path, name: str, dtype: str) -> None:
    function = of_elements(tmp_path, f"cmath.{name}(a[i])")
    values = np.arange(20, dtype="int8").astype(dtype)
    outcome = "declined" if dtype == "bool" else "compiled"
    check_same(function, partial(arrays, values), outcome)


ERRORS: list[tuple[str, Any, type[Exception]]] = [
    ("log", 0, ValueError),
    ("log", -0j, ValueError),
    ("exp", 1000 + 1j, OverflowError),
    ("sinh", 1000, OverflowError),
    ("cos", 1000j, OverflowError),
    ("sin", complex(INFINITY, 1), ValueError),
    ("exp", complex(1, INFINITY), ValueError),
]


@pytest.mark.parametrize(("name", "value", "error"), ERRORS)
def test_an_error_leaves_what_was_stored_before(
    tmp_path: Path, name: str, value: Any, error: type[Exception]
) -> None:
    function = of_elements(tmp_path, f"cmath.{name}(a[i])")
    seen = check_same(function, partial(arrays, [1.5 + 1j, 2j, value, 1.0]), "replayed")
    assert seen.error is not None and seen.error[0] is error


@pytest.mark.parametrize("value", [1e-310, 5e-324j, 1.7e308, complex(1e-320, -1e-310), 708.3])
def test_scaled_values_are_replayed(tmp_path: Path, value: complex) -> None:
    name = "exp" if value == 708.3 else "log"
    check_same(of_scalars(tmp_path, f"cmath.{name}(x)"), lambda: (value,), "replayed")


def test_an_angle_that_underflows_is_replayed(tmp_path: Path) -> None:
    function = of_scalars(tmp_path, "cmath.phase(x)")
    for z in (complex(1e300, 5e-324), complex(1e10, -5e-324), complex(1, 5e-324)):
        check_same(function, partial(lambda z: (z,), z), "replayed")
    for z in (complex(-1e300, 5e-324), complex(1e300, -0.0), complex(-0.0, -0.0)):
        check_same(function, partial(lambda z: (z,), z), "compiled")


def test_results_are_pythons_numbers(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, n):
            total = 0
            for i in range(n):
                z = cmath.sqrt(a[i])
                angle = cmath.phase(z)
                total += z * angle + cmath.rect(abs(z), angle).imag
                if cmath.isfinite(total) and not cmath.isnan(a[i]):
                    last = cmath.log(total) if i else i
            return z, angle, total, last
        """,
    )
    for dtype in ("complex64", "complex128", "float64"):
        check_same(function, partial(lambda d: (numbers(60).astype(d), 50), dtype), "compiled")


def test_helpers_call_them(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def turned(z, angle):
            if cmath.isnan(z):
                return z
            return z * cmath.exp(1j * angle * cmath.pi)

        def program(a, x):
            for i in range(len(a)):
                a[i] = turned(a[i], x + i)
        """,
    )
    check_same(function, lambda: (numbers(50) * 1j, 0.25), "compiled")


@pytest.mark.parametrize("fp", ["libm", "fast"])
def test_other_modes_compute_the_same(tmp_path: Path, fp: Any) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b):
            for i in range(len(a)):
                b[i] = cmath.log(a[i]) + math.hypot(b[i].real, 4.0)
        """,
        fp,
    )
    check_same(function, lambda: arrays(random_complexes(50))[:2], "compiled")


def test_numpys_operations_about_them_warn(tmp_path: Path) -> None:
    function = of_elements(tmp_path, "cmath.exp(a[i]) * a[i] * x")
    seen = check_same(function, lambda: arrays([2.0, 400 + 1j, 3.0], np.float64(1e300)), "replayed")
    assert "overflow" in seen.warnings[0][1]
    check_same(function, lambda: arrays([2.0, 400 + 1j, -800.0], np.float64(1)), None)


def test_the_angles_of_a_row_are_computed_in_parallel(tmp_path: Path) -> None:
    function = of_elements(tmp_path, "cmath.phase(a[i]) + cmath.exp(x)")
    check_same(function, lambda: arrays(random_complexes(2000), 0.5j), "compiled")
    assert autopar.explain(function).loops[0].is_parallel


def test_constants_are_those_of_the_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    function = of_scalars(tmp_path, "x * cmath.pi + cmath.e - cmath.tau * cmath.infj + cmath.nan")
    check_same(function, lambda: (2 + 1j,), "compiled")
    function = of_scalars(tmp_path, "x * cmath.pi + cmath.e - cmath.tau")
    check_same(function, lambda: (0.5,), "compiled")
    monkeypatch.setattr(cmath, "pi", 3)
    check_same(function, lambda: (0.5,), "compiled")


@pytest.mark.parametrize(
    "call", [*(f"cmath.{name}(x)" for name in OTHERS), "cmath.log(x, 2)", "cmath.isclose(x, 1)"]
)
def test_other_functions_are_left_to_cpython_by_name(tmp_path: Path, call: str) -> None:
    function = of_scalars(tmp_path, call)
    check_same(function, lambda: (0.5 + 0.25j,), "declined")
    if "," not in call:
        assert call.split("(")[0] in str(autopar.explain(function))


def test_calls_that_raise_are_left_to_cpython(tmp_path: Path) -> None:
    for call in ("cmath.rect(x, 1)", "cmath.sqrt()", "cmath.sqrt(x, 1)", "cmath.sqrt(z=x)"):
        seen = check_same(of_scalars(tmp_path, call), lambda: (0.5 + 0.25j,), None)
        assert seen.error is not None and seen.error[0] is TypeError


IMPORTS = [
    ("import cmath as c", "c.sqrt"),
    ("from cmath import sqrt", "sqrt"),
    ("from cmath import sqrt as root", "root"),
]


@pytest.mark.parametrize(("statement", "call"), IMPORTS)
def test_another_function_under_the_name_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str, call: str
) -> None:
    text = f"""
        {statement}

        def program(a):
            for i in range(len(a)):
                a[i] = {call}(a[i])
        """
    function = define(tmp_path, text)
    check_same(function, lambda: (numbers(5) * 1j,), "compiled")
    names = function.__globals__
    name = call.split(".")[0]
    before = names[name]
    for other in (math if "." in call else math.sqrt, np if "." in call else cmath.exp):
        names[name] = other
        check_same(function, lambda: (abs(numbers(5)) * 1j,), "declined")
        names[name] = before
        check_same(function, lambda: (numbers(5) * 1j,), "compiled")
    with monkeypatch.context() as patch:
        patch.setattr(cmath, "sqrt", cmath.cosh)
        check_same(function, lambda: (numbers(5) * 1j,), "declined" if "." in call else "compiled")
    check_same(function, lambda: (numbers(5) * 1j,), "compiled")
