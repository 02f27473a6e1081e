"""Complex numbers to the power of a small int: by the products of CPython and of NumPy."""

from __future__ import annotations

import itertools
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same, numbers
from programs import define

PARTS = (0.0, -0.0, 1.0, -2.5, 1e-170, 1e170, float("inf"), -float("inf"), float("nan"))
NUMBERS = [complex(*parts) for parts in itertools.product(PARTS, PARTS)]

OF_PYTHONS = """
    def program(z, n):
        for i in range(n):
            w = z ** {exponent}
        return w
    """

OF_ARRAYS = """
    def program(a, b):
        for i in range(len(a)):
            w = a[i] ** {exponent}
            b[i] = w
        return w
    """


@pytest.mark.parametrize(
    "exponent", [-101, -100, -3, -2, -1, 0, 1, 2, 3, 4, 5, 7, 8, 63, 100, 101, "2.0", "-0"]
)
def test_powers_of_pythons_numbers(tmp_path: Path, exponent: Any) -> None:
    function = define(tmp_path, OF_PYTHONS.format(exponent=exponent))
    for z in NUMBERS:
        check_same(function, partial(lambda z: (z, 2), z), None)


@pytest.mark.parametrize("exponent", [0, 1, 2, 3, 4, 7, 100, -1, -2])
def test_powers_of_finite_numbers_compile(tmp_path: Path, exponent: int) -> None:
    function = define(tmp_path, OF_PYTHONS.format(exponent=exponent))
    for z in (1.5 - 0.25j, -1j, 0.3 + 0.9j):
        check_same(function, partial(lambda z: (z, 200), z), "compiled")


@pytest.mark.parametrize("exponent", [-2, -1, 0, 1, 2, 3, 4])
@pytest.mark.parametrize("dtype", ["complex64", "complex128"])
def test_powers_of_numpys_scalars(tmp_path: Path, dtype: str, exponent: int) -> None:
    function = define(tmp_path, OF_ARRAYS.format(exponent=exponent))
    with np.errstate(all="ignore"):
        values = np.array(NUMBERS).astype(dtype)
        check_same(function, lambda: (values, np.zeros_like(values)), None)
    for value in values:
        check_same(function, partial(lambda v: (np.array([v]), np.zeros(1, dtype)), value), None)


@pytest.mark.parametrize("exponent", [2, 3])
@pytest.mark.parametrize("dtype", ["complex64", "complex128"])
def test_squares_and_cubes_of_numpys_scalars_compile(
    tmp_path: Path, dtype: str, exponent: int
) -> None:
    function = define(tmp_path, OF_ARRAYS.format(exponent=exponent))

    def arguments() -> tuple[Any, ...]:
        values = (numbers(3000) + 1j * numbers(3000)[::-1]).astype(dtype)
        return values, np.zeros_like(values)

    check_same(function, arguments, "compiled")


def test_a_sequence_of_squares_compiles(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(c, n):
            for i in range(n):
                z = 0j
                k = 0
                while abs(z) < 2 and k < 50:
                    z = z ** 2 + c
                    k += 1
            return z, k
        """,
    )
    for c in (0.3 + 0.5j, -1 + 0j, 1j):
        check_same(function, partial(lambda c: (c, 9), c), "compiled")


def test_other_powers_are_left_to_cpython(tmp_path: Path) -> None:
    for statement in (
        *("w = z ** 2.5", "w = z ** z", "w = z ** i", "w = 2 ** z", "w = i ** z"),
        *("z **= 2.0", "z **= i", "z **= z", "z **= 101"),
    ):
        function = define(
            tmp_path,
            f"""
            def program(z, n):
                w = z
                for i in range(n):
                    {statement}
                return w, z
            """,
        )
        check_same(function, lambda: (1 + 2j, 3), "declined")


UPDATE = """
    def program(z, n):
        for i in range(n):
            z **= {exponent}
        return z
    """

UPDATE_OF_ARRAY = """
    def program(a, n):
        for i in range(n):
            a[i] **= {exponent}
    """


@pytest.mark.parametrize("exponent", [-101, -100, -2, -1, 0, 1, 2, 3, 7, 100, "2.0"])
def test_updates_of_pythons_numbers(tmp_path: Path, exponent: Any) -> None:
    function = define(tmp_path, UPDATE.format(exponent=exponent))
    for z in NUMBERS:
        check_same(function, partial(lambda z: (z, 2), z), None)
    for x in (2, -3, 0.5, np.float64(1.5), np.int32(3), np.complex64(1 - 2j), np.complex128(2j)):
        check_same(function, partial(lambda x: (x, 2), x), None)


@pytest.mark.parametrize("exponent", [-2, -1, 0, 1, 2, 3, 4])
@pytest.mark.parametrize("dtype", ["complex64", "complex128"])
def test_updates_of_elements(tmp_path: Path, dtype: str, exponent: int) -> None:
    function = define(tmp_path, UPDATE_OF_ARRAY.format(exponent=exponent))
    with np.errstate(all="ignore"):
        values = np.array(NUMBERS).astype(dtype)
    check_same(function, lambda: (values.copy(), len(values)), None)
    for value in values:
        check_same(function, partial(lambda v: (np.array([v]), 1), value), None)


@pytest.mark.parametrize("exponent", [2, 3])
def test_updates_compile(tmp_path: Path, exponent: int) -> None:
    function = define(tmp_path, UPDATE.format(exponent=exponent))
    for z in (0.3 - 0.7j, np.complex64(0.3 - 0.7j), np.complex128(-0.9j)):
        check_same(function, partial(lambda z: (z, 3), z), "compiled")
    function = define(tmp_path, UPDATE_OF_ARRAY.format(exponent=exponent))
    for dtype in ("complex64", "complex128"):
        values = (numbers(3000) + 1j * numbers(3000)[::-1]).astype(dtype)
        check_same(function, partial(lambda v: (v.copy(), 3000), values), "compiled")


def test_an_update_that_overflows_warns(tmp_path: Path) -> None:
    function = define(tmp_path, UPDATE_OF_ARRAY.format(exponent=2))
    values = np.array([1, 1e200, 2j])
    seen = check_same(function, lambda: (values.copy(), 3), "replayed")
    assert "overflow" in seen.warnings[0][1]
    function = define(tmp_path, UPDATE.format(exponent=2))
    seen = check_same(function, lambda: (1e200j, 3), "replayed")
    assert seen.error is not None and seen.error[0] is OverflowError


def test_an_update_of_a_slice_is_left_to_cpython(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, n):
            for i in range(n):
                a[i, 1:] **= 2
        """,
    )
    check_same(function, lambda: (numbers(5, 9) * (1 + 1j), 5), None)


@pytest.mark.parametrize("exponent", [2, 3])
@pytest.mark.parametrize("dtype", ["complex64", "complex128"])
def test_a_power_that_nobody_reads_warns(tmp_path: Path, dtype: str, exponent: int) -> None:
    function = define(
        tmp_path,
        f"""
        def program(a):
            for i in range(len(a)):
                w = a[i] ** {exponent}
            return w
        """,
    )
    large = np.finfo(dtype).max / 2
    seen = check_same(function, lambda: (np.array([1, large, 2j], dtype),), "replayed")
    assert "overflow" in seen.warnings[0][1]
