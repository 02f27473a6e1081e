"""Arrays and scalars of every real dtype: NumPy's result types, casts, overflows and warnings."""

from __future__ import annotations

import random
import zlib
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same
from programs import define

INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
DTYPES = ["bool", *INTEGERS, "float32", "float64"]
BINARY = ["+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "<", "<=", "==", "!="]


SOME_OR_ALL = pytest.mark.parametrize("count", [2, pytest.param(99, marks=pytest.mark.slow)])


def some(values: list[Any], count: int, *key: str) -> list[Any]:
    """At most `count` of the values, others for each key."""
    seed = zlib.crc32(" ".join(key).encode())
    return random.Random(seed).sample(values, min(count, len(values)))


def array(dtype: str, seed: int, small: bool) -> Any:
    numbers = np.random.default_rng(seed)
    if dtype == "bool":
        return numbers.random(8) < 0.5
    if dtype.startswith("float"):
        return (numbers.standard_normal(8) * (3 if small else 1e30)).astype(dtype)
    limits = np.iinfo(dtype)
    low, high = (max(limits.min, -4), 5) if small else (limits.min, limits.max)
    return numbers.integers(low, high, 8, dtype=dtype, endpoint=True)


def arrays(dtypes: tuple[str, ...], seed: int, small: bool, *rest: Any) -> tuple[Any, ...]:
    return *(array(dtype, seed + i, small) for i, dtype in enumerate(dtypes)), *rest


@SOME_OR_ALL
@pytest.mark.parametrize("operator", BINARY)
@pytest.mark.parametrize("left", DTYPES)
def test_two_elements_give_numpys_type_and_value(
    tmp_path: Path, left: str, operator: str, count: int
) -> None:
    function = define(
        tmp_path,
        f"""
        def program(a, b):
            for i in range(len(a)):
                r = a[i] {operator} b[i]
            return r
        """,
    )
    for right in some(DTYPES, count, left, operator):
        for small in (True, False):
            check_same(function, partial(arrays, (left, right), 7, small), None)


@SOME_OR_ALL
@pytest.mark.parametrize("operator", BINARY)
@pytest.mark.parametrize("dtype", DTYPES)
def test_an_element_and_a_scalar_give_numpys_type_and_value(
    tmp_path: Path, dtype: str, operator: str, count: int
) -> None:
    function = define(
        tmp_path,
        f"""
        def program(a, x):
            for i in range(len(a)):
                r = a[i] {operator} x
            for i in range(len(a)):
                s = x {operator} a[i]
            return r, s
        """,
    )
    scalars: list[Any] = [
        0,
        1,
        -1,
        3,
        127,
        128,
        300,
        2**24 + 1,
        2**40,
        2**62,
        0.5,
        2.0,
        0.1,
        1e300,
        True,
    ]
    scalars += [np.int8(3), np.uint8(200), np.int64(-7), np.float32(0.1), np.float64(2.5)]
    scalars += [np.True_, np.uint64(5), np.uint64(2**63)]
    for x in some(scalars, 2 * count, dtype, operator):
        check_same(function, partial(arrays, (dtype,), 3, True, x), None)


@SOME_OR_ALL
@pytest.mark.parametrize("target", DTYPES)
def test_a_store_casts_as_numpy_does(tmp_path: Path, target: str, count: int) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b, x):
            for i in range(len(a)):
                a[i] = b[i]
            for i in range(2):
                a[i] = x
        """,
    )
    scalars: list[Any] = [0, 1, -1, 200, 2**40, 0.5, -0.9, -1.5, 1e20, 1e300, True, np.int64(-7)]
    scalars += [float("nan"), float("inf"), np.float32(0.1), np.True_]
    for source in some(DTYPES, 2 * count, target):
        for small in (True, False):
            for x in some(scalars, count, target, source, str(small)):
                check_same(function, partial(arrays, (target, source), 5, small, x), None)


@SOME_OR_ALL
@pytest.mark.parametrize("dtype", DTYPES)
def test_augmented_assignments_and_sums_run_in_the_type_of_the_elements(
    tmp_path: Path, dtype: str, count: int
) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b, start):
            s = start
            for i in range(len(a)):
                a[i] += 1
                a[i] *= b[i]
            for i in range(len(a)):
                s += b[i]
            return s
        """,
    )
    for start in (0, 0.0, np.int64(1), np.float32(0.5)):
        for other in some(DTYPES, count, dtype, str(start)):
            for small in (True, False):
                check_same(function, partial(arrays, (dtype, other), 11, small, start), None)


@pytest.mark.parametrize("dtype", DTYPES)
def test_signs_and_choices_keep_the_type(tmp_path: Path, dtype: str) -> None:
    function = define(
        tmp_path,
        """
        def program(a, x):
            for i in range(len(a)):
                p = abs(a[i])
            for i in range(len(a)):
                q = max(a[i], x)
            for i in range(len(a)):
                r = a[i] or x
            for i in range(len(a)):
                s = int(a[i])
            for i in range(len(a)):
                t = float(a[i])
            for i in range(len(a)):
                u = ~a[i]
            for i in range(len(a)):
                v = -a[i]
            for i in range(len(a)):
                w = not a[i]
            return p, q, r, s, t, u, v, w
        """,
    )
    for x in (0, 2.5, np.float32(1.5), np.int8(2), 2**24 + 1, True):
        for small in (True, False):
            check_same(function, partial(arrays, (dtype,), 2, small, x), None)


@pytest.mark.parametrize("dtype", INTEGERS)
def test_elements_are_subscripts_and_counters(tmp_path: Path, dtype: str) -> None:
    function = define(
        tmp_path,
        """
        def program(a, counts):
            for i in range(len(a)):
                counts[a[i]] += 1
        """,
    )
    index = np.array([0, 1, 1, 5, 3, 3, 3], dtype=dtype)
    check_same(function, lambda: (index, np.zeros(6, dtype="int64")), "compiled")
    check_same(function, lambda: (index, np.zeros(6, dtype="uint8")), "compiled")
    check_same(function, lambda: (index, np.full(6, 255, dtype="uint8")), "replayed")
    check_same(function, lambda: (index, np.zeros(5, dtype="int64")), "replayed")


def test_numpy_scalars_bound_ranges(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, n, m):
            for i in range(n, m + 100):
                a[i - n] = i
            return i
        """,
    )
    check_same(function, lambda: (np.zeros(200), np.int64(2), np.int16(3)), "compiled")
    check_same(function, lambda: (np.zeros(200), np.int8(2), np.int8(20)), "compiled")
    check_same(function, lambda: (np.zeros(200), np.int8(2), np.int8(120)), None)


@pytest.mark.parametrize(
    ("dtype", "element", "operator", "number"),
    [
        ("int8", -100, "+", 200),
        ("int8", 100, "-", 128),
        ("uint8", 0, "*", -1),
        ("uint8", 7, "&", 256),
        ("int16", 0, "*", -40_000),
        ("uint32", 5, "&", 2**32),
        ("int32", -1, "&", 2**31),
    ],
)
def test_a_python_int_has_to_fit_the_type_of_the_element(
    tmp_path: Path, dtype: str, element: int, operator: str, number: int
) -> None:
    function = define(
        tmp_path,
        f"""
        def program(a, b, x):
            for i in range(len(a)):
                b[i] = a[i] {operator} x
        """,
    )

    def arguments(x: int) -> tuple[Any, ...]:
        return np.full(3, element, dtype), np.zeros(3), x

    check_same(function, partial(arguments, 1 if element else 0), "compiled")
    seen = check_same(function, partial(arguments, number), "replayed")
    assert seen.error is not None
    assert seen.error[0] is OverflowError


def ramps(*dtypes: str) -> tuple[Any, ...]:
    return tuple(np.arange(1, 4, dtype=dtype) for dtype in dtypes)


@pytest.mark.parametrize("operator", BINARY)
def test_the_common_cases_run_compiled(tmp_path: Path, operator: str) -> None:
    function = define(
        tmp_path,
        f"""
        def program(a, b, c):
            for i in range(len(a)):
                c[i] = (a[i] {operator} b[i]) + 2
        """,
    )
    is_of_bits = operator in ("<<", ">>", "&", "|", "^")
    for dtype in [*INTEGERS, "float32", "float64"]:
        is_single = dtype == "float32" and operator in ("//", "%", "**")
        if not (dtype.startswith("float") and is_of_bits) and not is_single:
            check_same(function, partial(ramps, dtype, dtype, "float64"), "compiled")


def test_a_number_too_large_for_float32_warns_where_numpy_does(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b):
            for i in range(len(a)):
                a[i] = b[i] + 1e300
            for i in range(len(a)):
                a[i] = 1e300
            for i in range(len(a)):
                if b[i] == 1e200:
                    b[i] = b[i] * b[i]
        """,
    )
    for dtypes in (("float32", "float32"), ("float32", "float64"), ("float64", "float64")):
        seen = check_same(function, partial(ramps, *dtypes), None)
        assert bool(seen.warnings) == ("float32" in dtypes)
    seen = check_same(function, lambda: (np.zeros(3), np.array([1e200, 1.0, 1e200])), None)
    assert len(seen.warnings) == 2


# NumPy squares where the exponent is 2.0, which rounds otherwise than a power.
@pytest.mark.parametrize("dtype", ["int64", "uint32", "bool"])
def test_a_power_of_integers_and_a_float_is_that_of_arrays(dtype: str, tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b, x):
            for i in range(len(a)):
                b[i] = a[i] ** x
        """,
    )
    bits = 62 if dtype == "int64" else 30
    values = np.random.default_rng(1).integers(0, 2**bits, 3000).astype(dtype)
    for x in (2.0, 0.5, 3.0, np.float64(2.0)):
        check_same(function, partial(lambda x: (values, np.zeros(3000), x), x), None)
    check_same(function, lambda: (values * 1.5, np.zeros(3000), 2.0), "compiled")
