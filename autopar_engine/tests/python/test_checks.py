"""What compiled code checks as it runs: a failed check puts all back, and CPython runs the loop."""

from __future__ import annotations

import math
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same
from programs import define

from autopar import _engine

FLOATS = [0.0, -0.0, 1.0, -1.0, 2.5, -2.5, 0.1, 1e300, -1e-300, 5e-324, 3.0, -7.25, 1e17]
INTS = [0, 1, -1, 2, -2, 7, -7, 2**31, -(2**31), 2**53, 2**53 + 1, -(2**53) - 1, 2**62, -(2**63)]
INTS += [2**63 - 1]
OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^"]


def one_result(folder: Path, expression: str) -> Any:
    """The last value of an expression of x and y, computed three times."""
    return define(
        folder,
        f"""
        def program(a, x, y):
            for i in range(3):
                r = {expression}
                a[i] = 1.0
            return r
        """,
    )


def vectors(x: list[float], y: list[float]) -> tuple[Any, ...]:
    return np.zeros(len(x)), np.array(x), np.array(y)


def two_vectors(n: int, *numbers: int) -> tuple[Any, ...]:
    return np.arange(float(n)), np.ones(n), *numbers


@pytest.mark.parametrize("operator", OPERATORS)
def test_python_ints_have_no_width(tmp_path: Path, operator: str) -> None:
    function = one_result(tmp_path, f"x {operator} y")
    for x in INTS:
        for y in INTS:
            if operator in ("**", "<<") and abs(y) > 100:
                continue
            check_same(function, partial(lambda x, y: (np.zeros(3), x, y), x, y), None)


@pytest.mark.parametrize("operator", OPERATORS[:7])
def test_python_floats_divide_as_python_does(tmp_path: Path, operator: str) -> None:
    function = one_result(tmp_path, f"x {operator} y")
    for x in FLOATS:
        for y in [*FLOATS, 3, -2]:
            check_same(function, partial(lambda x, y: (np.zeros(3), x, y), x, y), None)
            check_same(function, partial(lambda x, y: (np.zeros(3), y, x), x, y), None)


@pytest.mark.parametrize("operator", OPERATORS[:7])
def test_elements_divide_as_numpy_scalars_do(tmp_path: Path, operator: str) -> None:
    function = define(
        tmp_path,
        f"""
        def program(a, x, y):
            for i in range(len(a)):
                a[i] = x[i] {operator} y[i]
            for i in range(len(a)):
                a[i] = a[i] + (x[i] {operator} 3) + (2.5 {operator} y[i])
        """,
    )
    for y in [*FLOATS, float("inf"), float("nan")]:
        for x in FLOATS:
            check_same(
                function,
                partial(vectors, [1.0, x, 2.0], [1.0, 3.0, y]),
                None,
            )


def test_the_common_cases_run_compiled(tmp_path: Path) -> None:
    for operator in OPERATORS:
        check_same(one_result(tmp_path, f"x {operator} y"), lambda: (np.zeros(3), 7, 3), "compiled")
    for operator in OPERATORS[:7]:
        check_same(
            one_result(tmp_path, f"x {operator} y"), lambda: (np.zeros(3), 7.5, -2.0), "compiled"
        )


def test_a_running_int_may_outgrow_64_bits(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, n, factor):
            product = 1
            for i in range(n):
                a[i] = product
                product *= factor
                product += 1
            return product
        """,
    )
    check_same(function, lambda: (np.zeros(50), 50, 2), "compiled")
    check_same(function, lambda: (np.zeros(70), 70, 2), "replayed")


def test_a_failed_check_leaves_the_effects_before_the_exception(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, p):
            for i in range(len(a)):
                a[i] = 1.0
                a[i] = a[i] + 12 // (i - p)
        """,
    )
    seen = check_same(function, lambda: (np.zeros(1000), 700), "replayed")
    assert seen.error is not None
    assert seen.error[0] is ZeroDivisionError
    check_same(function, lambda: (np.zeros(1000), -1), "compiled")


def test_a_subscript_may_be_negative_or_leave_the_extent(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b, k, m):
            for i in range(m):
                a[i * i - k] = b[i % 3 - 2] + b[i // 2]
        """,
    )
    check_same(function, lambda: (np.zeros(40), np.arange(9.0), 3, 6), "compiled")
    check_same(function, lambda: (np.zeros(40), np.arange(9.0), 40, 6), "compiled")
    check_same(function, lambda: (np.zeros(40), np.arange(9.0), 41, 6), "replayed")
    check_same(function, lambda: (np.zeros(40), np.arange(9.0), 0, 8), "replayed")
    check_same(function, lambda: (np.zeros(40), np.arange(9.0), 9, 8), "replayed")
    check_same(function, lambda: (np.zeros(400), np.arange(10.0), 0, 19), "compiled")
    check_same(function, lambda: (np.zeros(400), np.arange(9.0), 0, 19), "replayed")


def test_a_loop_variable_that_the_body_moves_is_checked(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, n, k):
            for i in range(n):
                i = i * k
                a[i] = a[i] + 1.0
            return i
        """,
    )
    check_same(function, lambda: (np.zeros(10), 10, 1), "compiled")
    seen = check_same(function, lambda: (np.zeros(10), 10, 2), "replayed")
    assert seen.error is not None
    assert seen.error[0] is IndexError


@pytest.mark.parametrize("threads", [1, 2, 3, 7])
def test_a_check_may_fail_on_any_thread(tmp_path: Path, threads: int) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b, p):
            for i in range(len(a)):
                a[i] = b[i] / (i - p) + 1 // (i - p)
            return i
        """,
    )
    before = _engine.thread_count()
    _engine.set_thread_count(threads)
    try:
        n = 100_000
        check_same(function, lambda: (np.zeros(n), np.ones(n), -1), "compiled")
        for place in (0, n // 2, n - 1):
            seen = check_same(function, partial(two_vectors, n, place), "replayed")
            assert seen.error is not None
    finally:
        _engine.set_thread_count(before)


@pytest.mark.parametrize("threads", [1, 2, 3, 7])
def test_a_check_that_raises_no_flag_may_fail_on_any_thread(tmp_path: Path, threads: int) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b, p):
            for i in range(len(a)):
                a[i] = b[i] + 1 // (i - p)
            return i
        """,
    )
    before = _engine.thread_count()
    _engine.set_thread_count(threads)
    try:
        n = 100_000
        check_same(function, lambda: (np.zeros(n), np.ones(n), -1), "compiled")
        for place in (0, n // 2, n - 1):
            seen = check_same(function, partial(two_vectors, n, place), "replayed")
            assert seen.error is not None
    finally:
        _engine.set_thread_count(before)


def test_a_float_may_be_too_large_for_an_int(tmp_path: Path) -> None:
    function = one_result(tmp_path, "int(x)")
    for x, outcome in (
        (math.nextafter(2.0**63, 0.0), "compiled"),
        (2.0**63, "replayed"),
        (-(2.0**63), None),
        (math.nextafter(-(2.0**63), 0.0), "compiled"),
        (math.nextafter(-(2.0**63), -math.inf), "replayed"),
        (math.inf, "replayed"),
        (math.nan, "replayed"),
    ):
        check_same(function, partial(lambda x: (np.zeros(3), x, 0), x), outcome)


def test_an_int_that_becomes_a_float_stays_exact(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, k):
            s = k
            for i in range(len(a)):
                s = s + a[i]
                a[i] = s
            return s
        """,
    )
    check_same(function, lambda: (np.arange(5.0), 2**53), "compiled")
    check_same(function, lambda: (np.arange(5.0), 2**53 + 1), None)
    check_same(function, lambda: (np.arange(0.0), 7), None)


def test_a_value_that_nobody_reads_still_warns(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b):
            for i in range(len(a)):
                t = b[i] * b[i]
                a[0] = t
                a[i] = b[i] + 1.0
                for j in range(i, 3):
                    a[j] = t
        """,
    )
    check_same(function, lambda: (np.zeros(6), np.arange(1.0, 7.0)), "compiled")
    overflowing = np.array([1.0, 2.0, 3.0, 4.0, 1e200, 5.0])
    seen = check_same(function, lambda: (np.zeros(6), overflowing.copy()), "replayed")
    assert seen.warnings


@pytest.mark.parametrize(
    "body",
    [
        "a[i - k] = a[i] + 1.0",
        "a[i - k] = b[i // 2] + i",
        "a[i - n // 2] = a[i - 1] * 0.5 + 1.0",
        "a[-i] = a[i - 1] + 1.0",
    ],
)
def test_a_subscript_that_wraps_ties_iterations(tmp_path: Path, body: str) -> None:
    function = define(
        tmp_path,
        f"""
        def program(a, b, n, k):
            for i in range(n):
                {body}
        """,
    )
    before = _engine.thread_count()
    _engine.set_thread_count(3)
    try:
        n = 100_000
        for k in (1, n // 2, n - 1):
            check_same(function, partial(two_vectors, n, n, k), None)
            check_same(function, partial(two_vectors, n, n + 1, k), None)
    finally:
        _engine.set_thread_count(before)
