"""A loop is compiled once for all calls that agree in the facts that its code uses."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np
import pytest
from comparison import check_same, observe
from programs import define

from autopar import _engine
from autopar._jit import record_of

CALLS = 100


def specializations(function: Callable[..., Any]) -> int:
    """How many all loops of the function needed so far."""
    assert isinstance(function, FunctionType)
    record = record_of(function)
    assert record is not None
    regions = [loop.region for loop in record.loops if loop.region is not None]
    return sum(_engine.specialization_count(region) for region in regions)


VECTORS = """
def program(a, b, n, k):
    for i in range(n):
        a[i] = b[i] * 2.0 + k
    return i
"""

MATRICES = """
def program(a, b, n, k):
    for i in range(n):
        for j in range(n):
            a[i, j] = 0.0
            for l in range(n):
                a[i, j] += b[i, l] * b[l, j] * k
    return i
"""

IN_PLACE = """
def program(a, b, n, k):
    for i in range(n):
        for j in range(n):
            a[i, j] = a[i, j] * b[j, i] - k
"""

RECURRENCE = """
def program(a, b, n, k):
    for t in range(3):
        for i in range(1, n - 1):
            a[i] = a[i - 1] * 0.5 + b[i] + k
"""

TRIANGLE = """
def program(a, b, n, k):
    for i in range(n):
        s = 0.0
        for j in range(i):
            s += a[i, j] * b[j, 0]
        b[i, 1] = s - k
    return s
"""

INTEGERS = """
def program(a, b, n, k):
    for i in range(n):
        a[i] = i * k + n
    return i
"""


def arguments(rank: int, size: int, k: int) -> tuple[Any, ...]:
    shape = (size,) * rank
    a = np.arange(float(np.prod(shape))).reshape(shape)
    return a, np.sqrt(a) + 1.0, size, k


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        (VECTORS, 1),
        (MATRICES, 2),
        (IN_PLACE, 2),
        (RECURRENCE, 1),
        (TRIANGLE, 2),
        (INTEGERS, 1),
    ],
)
def test_sizes_and_values_of_calls_need_one_specialization(
    tmp_path: Path, text: str, rank: int
) -> None:
    function = define(tmp_path, text)
    sizes = range(4, 4 + CALLS) if rank == 1 else range(4, 24)
    for size in sizes:
        for k in (0, size, -7):
            check_same(function, partial(arguments, rank, size, k), "compiled")
    assert specializations(function) == 1


def test_a_global_number_that_counts_is_read_at_each_call(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        step = 0

        def program(a):
            for i in range(len(a)):
                a[i] = a[i] + step
            return i
        """,
    )
    for value in range(CALLS):
        function.__globals__["step"] = value
        check_same(function, lambda: (np.arange(9.0),), "compiled")
    assert specializations(function) == 1


def test_each_kind_of_argument_needs_one_of_its_own(tmp_path: Path) -> None:
    function = define(tmp_path, VECTORS)
    count = 0
    for dtype in (np.float64, np.float32, np.int64, np.uint8):
        for k in (1, 1.5, np.int64(3)):
            for size in (5, 8, 13):
                make = partial(_typed_arguments, np.dtype(dtype), size, k)
                check_same(function, make, None)
            count += 1
            assert specializations(function) <= count


def _typed_arguments(dtype: np.dtype[Any], size: int, k: Any) -> tuple[Any, ...]:
    return np.zeros(size), np.arange(size).astype(dtype), size, k


def test_contiguous_arrays_and_others_share_no_code(tmp_path: Path) -> None:
    function = define(tmp_path, VECTORS)
    for step in (1, 2, 3, -1, -2, 5):
        make = partial(lambda step: (np.zeros(50)[::step], np.arange(50.0)[::step], 9, 1), step)
        check_same(function, make, "compiled")
    assert specializations(function) == 2


SHIFT = """
def program(a, m):
    for i in range(10):
        a[i + 20] = a[i + m] + 1.0
"""


def test_a_shift_decides_which_iterations_meet(tmp_path: Path) -> None:
    function = define(tmp_path, SHIFT)
    for m in (0, 10, 15, 19, 20, 21, 25, 30, 39, 40, 55, 0, 20, 19):
        check_same(function, partial(lambda m: (np.arange(50.0), m), m), None)
    assert specializations(function) <= 4


def test_orders_of_iterations_are_kept_where_a_shift_ties_them(tmp_path: Path) -> None:
    """A parallel loop runs backward here, so that a wrong verdict shows."""
    function = define(tmp_path, SHIFT)
    _engine.set_backward_order(True)
    try:
        for m in (0, 20, 19, 21, 0, 15, 25, 29, 30):
            check_same(function, partial(lambda m: (np.arange(50.0), m), m), "compiled")
    finally:
        _engine.set_backward_order(False)


def test_a_subscript_that_one_call_proves_is_checked_at_another(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b, n, m):
            for i in range(n):
                a[i] = b[i + m]
            return i
        """,
    )
    for n, m in ((5, 0), (5, 4), (9, 1), (5, 6), (10, 1), (5, -3), (5, -11), (3, 7), (5, 0)):
        check_same(
            function, partial(lambda n, m: (np.zeros(10), np.arange(10.0), n, m), n, m), None
        )
    seen = observe(function, (np.zeros(10), np.arange(10.0), 5, 6))
    assert seen.error is not None and seen.error[0] is IndexError
    assert specializations(function) <= 4


def test_an_int_that_one_call_proves_small_is_checked_at_another(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, n, k):
            s = 0
            for i in range(n):
                s = i * k + k
                a[i] = s % 1000
            return s
        """,
    )
    for k in (1, 2**40, 2**60, 2**62, 2**63 - 1, -(2**63), 3, 2**64, 5):
        for n in (1, 7, 40):
            check_same(function, partial(lambda n, k: (np.zeros(40), n, k), n, k), None)


def test_a_name_stays_unbound_where_a_loop_inside_does_not_run(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, n, m):
            for i in range(n):
                for j in range(m - i):
                    t = a[i] * 2.0
            return j, t
        """,
    )
    for n, m in ((3, 9), (3, 1), (3, 0), (1, 1), (4, 3), (0, 2), (2, 9)):
        check_same(function, partial(lambda n, m: (np.arange(9.0), n, m), n, m), None)


def test_what_a_warning_takes_back_depends_on_the_sizes(tmp_path: Path) -> None:
    """The second loop reads of `a` what the first one wrote, or more."""
    function = define(
        tmp_path,
        """
        def program(a, b, n, m):
            for t in range(1):
                for i in range(n):
                    a[i] = b[i] * 2.0
                for j in range(m):
                    a[j] = a[j] / b[j] + 1.0
        """,
    )
    for n, m in ((300, 300), (300, 200), (200, 300), (300, 300), (1, 300), (300, 1)):
        for value in (1.0, 0.0):
            check_same(
                function,
                partial(
                    lambda n, m, value: (
                        np.full(300, -1.0),
                        np.arange(300.0) + value,
                        n,
                        m,
                    ),
                    n,
                    m,
                    value,
                ),
                None,
            )


def test_arrays_of_other_sizes_are_looked_at_for_overlap(tmp_path: Path) -> None:
    function = define(tmp_path, VECTORS)

    def parts(first: int, second: int, length: int) -> tuple[Any, ...]:
        base = np.arange(100.0)
        return base[first : first + length], base[second : second + length], length, 1

    for length in (10, 20, 30, 40, 50, 45):
        expected = "compiled" if length <= 50 else "declined"
        check_same(function, partial(parts, 0, 50, length), expected)
        check_same(function, partial(parts, 0, length - 1, length), "declined")
    assert specializations(function) == 1


def test_elements_that_share_memory_and_read_only_arrays_are_seen_at_any_size(
    tmp_path: Path,
) -> None:
    function = define(tmp_path, MATRICES)
    check_same(function, partial(arguments, 2, 5, 1), "compiled")
    for size in (3, 4, 6):

        def windows(size: int = size) -> tuple[Any, ...]:
            strided = np.lib.stride_tricks.as_strided
            return strided(np.zeros(20), (size, size), (8, 8)), np.ones((size, size)), size, 1

        def fixed(size: int = size) -> tuple[Any, ...]:
            a, *others = arguments(2, size, 1)
            a.flags.writeable = False
            return a, *others

        check_same(function, windows, "declined")
        check_same(function, fixed, "declined")
        check_same(function, partial(arguments, 2, size, 1), "compiled")


def test_a_loop_that_does_not_run_is_left_to_cpython_at_any_time(tmp_path: Path) -> None:
    function = define(tmp_path, VECTORS)
    for n in (5, 0, 6, -3, 7):
        check_same(
            function,
            partial(lambda n: (np.zeros(9), np.ones(9), n, 1), n),
            "compiled" if n > 0 else "declined",
        )


def test_lists_of_any_length_need_one_specialization(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(x, a):
            for i in range(len(x)):
                for j in range(20):
                    a[i] = a[i] * 0.5 + x[i] * j
            return i
        """,
    )
    for size in range(2, 40):
        make = partial(lambda size: ([float(each) for each in range(size)], np.zeros(size)), size)
        check_same(function, make, "compiled")
    assert specializations(function) == 1
