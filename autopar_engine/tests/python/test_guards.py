"""What is asked before a loop runs compiled, also of calls that look like earlier ones."""

from __future__ import annotations

import ctypes
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same
from programs import define

TWO_ARRAYS = """
def program(a, b, k):
    for i in range(len(a)):
        a[i] = b[i] * 2.0 + k
    return i
"""

TWO_WRITTEN_ARRAYS = """
def program(a, b, k):
    for i in range(len(a)):
        a[i] = a[i] + 1.0
        b[i] = b[i] * 3.0 + k
    return i
"""

ONE_ARRAY = """
def program(a, k):
    for i in range(len(a)):
        a[i] = a[i] + k
        t = k
    return i, t
"""


def views(first: int, second: int, length: int) -> tuple[Any, ...]:
    """Two parts of one array that begin at these places."""
    base = np.arange(100.0)
    return base[first : first + length], base[second : second + length], 1


@pytest.mark.parametrize("text", [TWO_ARRAYS, TWO_WRITTEN_ARRAYS])
def test_warm_calls_look_for_arrays_that_overlap(tmp_path: Path, text: str) -> None:
    function = define(tmp_path, text)
    check_same(function, lambda: views(0, 50, 20), "compiled")
    for first, second in ((0, 1), (1, 0), (0, 19), (19, 0), (5, 5)):
        check_same(function, partial(views, first, second, 20), "declined")
        check_same(function, lambda: views(0, 20, 20), "compiled")


@pytest.mark.parametrize("text", [TWO_ARRAYS, TWO_WRITTEN_ARRAYS])
def test_one_array_under_two_names_is_left_to_cpython(tmp_path: Path, text: str) -> None:
    def same() -> tuple[Any, ...]:
        a = np.arange(9.0)
        return a, a, 2

    function = define(tmp_path, text)
    check_same(function, lambda: (np.arange(9.0), np.ones(9), 2), "compiled")
    check_same(function, same, "declined")


def read_only() -> tuple[Any, ...]:
    a = np.arange(9.0)
    a.flags.writeable = False
    return a, 2


@pytest.mark.parametrize("is_warm", [False, True])
def test_a_store_into_a_read_only_array_raises(tmp_path: Path, is_warm: bool) -> None:
    function = define(tmp_path, ONE_ARRAY)
    if is_warm:
        check_same(function, lambda: (np.arange(9.0), 2), "compiled")
    seen = check_same(function, read_only, "declined")
    assert seen.error is not None
    assert seen.error[0] is ValueError


def test_elements_that_share_memory_are_updated_one_after_the_other(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, k):
            for i in range(len(a)):
                for j in range(a.shape[1]):
                    a[i, j] = a[i, j] * 2.0 + k + j
        """,
    )

    def windows() -> tuple[Any, ...]:
        return np.lib.stride_tricks.as_strided(np.arange(20.0), (9, 9), (8, 8)), 1

    check_same(function, lambda: (np.ones((9, 9)), 1), "compiled")
    check_same(function, windows, "declined")


def test_warm_calls_look_at_strides(tmp_path: Path) -> None:
    function = define(tmp_path, ONE_ARRAY)
    for step in (1, 2, 3, -1, -2):
        check_same(function, partial(lambda step: (np.arange(12.0)[:6][::step][:3], 1), step), None)
        check_same(function, partial(lambda step: (np.arange(36.0)[::step][:9], 1), step), None)


def test_warm_calls_look_at_the_types_of_scalars(tmp_path: Path) -> None:
    function = define(tmp_path, ONE_ARRAY)
    for k in (1, True, np.int8(1), np.int64(1), np.bool_(True), 1.0, np.float32(1), np.float64(1)):
        check_same(function, partial(lambda k: (np.arange(9), k), k), None)
    check_same(function, lambda: (np.arange(9), True), "compiled")
    check_same(function, lambda: (np.arange(9), 1), "compiled")


# Of x86's register MXCSR: rounding downwards, upwards, towards zero; results, then operands, of
# which subnormal ones become zero.
FLOAT_ENVIRONMENTS = {"down": 0x2000, "up": 0x4000, "zero": 0x6000, "FTZ": 0x8000, "DAZ": 0x40}


@contextmanager
def float_environment(bits: int) -> Iterator[None]:
    """Lets floating-point operations of this thread run in another way."""
    library = ctypes.CDLL("libm.so.6")
    usual = (ctypes.c_uint32 * 8)()
    library.fegetenv(usual)
    other = (ctypes.c_uint32 * 8)(*usual)
    other[7] |= bits
    library.fesetenv(other)
    try:
        yield
    finally:
        library.fesetenv(usual)


@pytest.mark.parametrize("name", FLOAT_ENVIRONMENTS)
@pytest.mark.skipif(platform.machine() != "x86_64", reason="the layout of x86-64's fenv_t")
def test_another_float_environment_is_left_to_cpython(tmp_path: Path, name: str) -> None:
    function = define(
        tmp_path,
        """
        def program(a):
            for i in range(len(a)):
                a[i] = a[i] * 0.3
        """,
    )

    def values() -> tuple[Any, ...]:
        return (np.array([0.1, -0.7, 3e-308, 5e-320, 1.0]),)

    usual = check_same(function, values, "compiled")
    with float_environment(FLOAT_ENVIRONMENTS[name]):
        other = check_same(function, values, "declined")
    assert other != usual
    assert check_same(function, values, "compiled") == usual
