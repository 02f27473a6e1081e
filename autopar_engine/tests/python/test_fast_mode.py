"""fp="fast": sums of floats in parts that depend on the iteration space alone."""

from __future__ import annotations

import math
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same, numbers, observe
from programs import define
from test_openmp_program import OpenmpProgram

import autopar
from autopar import _engine

PART, LANES = 8192, 16
SIZES = [0, 1, 2, 63, 64, 65, 82, PART + 1, PART + 2, PART + 3, 5 * PART + 37]

SUM = """
    def program(x, s):
        for i in range(len(x)):
            s += x[i]
        return s, i
"""
PRODUCT = """
    def program(x, y, s):
        for i in range(len(x)):
            s = s + x[i] * y[i]
        return s
"""
ROWS = """
    def program(a, x, y):
        for i in range(a.shape[0]):
            s = 1.0
            for j in range(a.shape[1]):
                s -= a[i, j] * x[j]
            y[i] = s
        return i, j
"""


def in_parts(terms: Any, start: float) -> float:
    """The order that docs/decisions/float_modes.md lays down, one addition after the other."""
    if len(terms) < 64:
        for term in terms:
            start += float(term)
        return start
    total = -0.0
    for begin in range(1, len(terms) - 1, PART):
        lanes = [-0.0] * LANES
        for place, term in enumerate(terms[begin : min(begin + PART, len(terms) - 1)]):
            lanes[place % LANES] += float(term)
        width = LANES // 2
        while width > 0:
            lanes = [lanes[lane] + lanes[lane + width] for lane in range(width)]
            width //= 2
        total += lanes[0]
    return start + float(terms[0]) + total + float(terms[-1])


def outcome() -> str:
    run = autopar.last_run()
    assert run is not None
    return run.outcome


@pytest.mark.parametrize("size", SIZES[1:])
def test_the_order_is_the_one_laid_down(tmp_path: Path, threads: int, size: int) -> None:
    x, y = numbers(size), numbers(size)[::-1]
    total = define(tmp_path, SUM, "fast")
    result, last = total(x, 0.25)
    assert outcome() == "compiled"
    assert (type(result), last) == (np.float64, size - 1)
    assert result.hex() == in_parts(x, 0.25).hex()
    assert define(tmp_path, PRODUCT, "fast")(x, y, 0.0).hex() == in_parts(x * y, 0.0).hex()


@pytest.mark.parametrize("is_backward", [False, True])
def test_the_order_of_the_work_changes_nothing(
    tmp_path: Path, threads: int, is_backward: bool
) -> None:
    function = define(tmp_path, SUM, "fast")
    x = numbers(100 * PART + 5)
    _engine.set_backward_order(is_backward)
    try:
        results = {function(x, 0.0)[0].hex() for _ in range(5)}
    finally:
        _engine.set_backward_order(False)
    assert results == {in_parts(x, 0.0).hex()}


@pytest.mark.parametrize("start", [0.0, -0.0])
@pytest.mark.parametrize("term", [0.0, -0.0])
@pytest.mark.parametrize("sign", ["+", "-"])
def test_a_sum_of_zeros_keeps_its_sign(
    tmp_path: Path, sign: str, term: float, start: float
) -> None:
    text = f"""
    def program(x, s):
        for i in range(len(x)):
            s {sign}= x[i]
        return s
    """
    function = define(tmp_path, text, "fast")
    check_same(function, lambda: (np.full(200, term), start), "compiled")


def test_more_parts_than_one_launch_computes(tmp_path: Path, threads: int) -> None:
    x = np.arange(1030.0 * PART)
    function = define(tmp_path, SUM, "fast")
    assert function(x, 0.5)[0] == len(x) * (len(x) - 1) // 2 + 0.5
    assert outcome() == "compiled"


@pytest.mark.parametrize("columns", [1, 63, 64, 1000, PART + 5])
def test_sums_inside_a_parallel_loop(tmp_path: Path, threads: int, columns: int) -> None:
    a, x, y = numbers(40, columns), numbers(columns), np.zeros(40)
    function = define(tmp_path, ROWS, "fast")
    assert function(a, x, y) == (39, columns - 1)
    assert outcome() == "compiled"
    expected = [-in_parts(row * x, -1.0) for row in a]
    assert y.tolist() == expected
    roles = [loop.ran for loop in autopar.explain(function).loops]
    assert "threads" in roles[0]
    assert "its sum in fixed parts" in roles[1]


def test_it_is_another_order_than_that_of_the_source(tmp_path: Path) -> None:
    x = numbers(5000)
    exact, fast = define(tmp_path, SUM), define(tmp_path, SUM, "fast")
    assert exact(x, 0.0)[0] != fast(x, 0.0)[0]
    near = math.fsum(x)
    bound = len(x) * np.finfo(float).eps * math.fsum(abs(x))
    assert abs(fast(x, 0.0)[0] - near) < bound
    assert "fixed parts" in autopar.explain(fast).loops[0].ran
    assert "in order" in autopar.explain(exact).loops[0].ran


STARTS = [0, 0.0, True, 2**60, np.float64(1.5), np.float32(1.5), np.int64(3)]


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("size", [1, 2, 64, 200])
def test_types_are_those_of_cpython(tmp_path: Path, size: int, start: Any) -> None:
    function = define(tmp_path, SUM, "fast")
    original = function.__wrapped__  # type: ignore[attr-defined]
    for values in (np.ones(size), [1.0] * size, np.ones(size, "float32"), np.ones(size, "int32")):
        seen = observe(function, (values, start))
        assert seen == observe(original, (values, start))


def test_a_list_of_floats(tmp_path: Path, threads: int) -> None:
    x = numbers(3 * PART).tolist()
    total = define(tmp_path, SUM, "fast")
    result, _ = total(x, 0)
    assert outcome() == "compiled"
    assert type(result) is float
    assert result.hex() == in_parts(x, 0.0).hex()


@pytest.mark.parametrize("is_list", [False, True])
@pytest.mark.parametrize(
    "values",
    [
        {100: float("nan")},
        {100: float("inf")},
        {100: float("inf"), 150: -float("inf")},
        {0: float("inf"), 199: -float("inf")},
        {100: 1.7e308, 101: 1.7e308, 102: -1.7e308},
        {100: 1.7e308, 101: -1.7e308, 116: 1.7e308, 117: -1.7e308},
        {0: 1.7e308, 100: 1.7e308, 150: -1.7e308},
        {0: 1.7e308, 199: 1.7e308},
    ],
)
def test_what_is_not_finite_or_may_overflow_is_cpythons(
    tmp_path: Path, values: dict[int, float], is_list: bool
) -> None:
    def make() -> tuple[Any, ...]:
        x = numbers(200)
        x[list(values)] = list(values.values())
        return (x.tolist() if is_list else x), 0.5

    check_same(define(tmp_path, SUM, "fast"), make, "compiled" if is_list else None)


@pytest.mark.parametrize("is_list", [False, True])
def test_the_last_addition_overflows_only_where_that_of_the_source_does(
    tmp_path: Path, is_list: bool
) -> None:
    """In the order of the source the small terms are lost one by one, and nothing overflows."""

    def make() -> tuple[Any, ...]:
        x = np.full(200, 2.0**915)
        x[0], x[1], x[-1] = 0.0, float.fromhex("0x1.fffffffffffffp+969"), np.finfo(float).max
        return (x.tolist() if is_list else x), 0.0

    function = define(tmp_path, SUM, "fast")
    expected = check_same(function, make, "compiled" if is_list else "replayed")
    assert expected.warnings == []
    assert np.isfinite(function.__wrapped__(*make())[0])  # type: ignore[attr-defined]


def test_an_error_among_the_terms_is_cpythons(tmp_path: Path, threads: int) -> None:
    function = define(
        tmp_path,
        """
        def program(x, y, p, s):
            for j in range(3):
                y[j] = 7.0
                for i in range(len(p)):
                    s += 1.0 / x[p[i]]
            return s
        """,
        "fast",
    )

    def make(position: int, value: int) -> tuple[Any, ...]:
        p = [1] * 30000
        p[position] = value
        return [1.0, 4.0, 0.0], np.zeros(3), p, 0.0

    for position in (0, 1, 12345, 29999):
        for value in (2, 3):
            check_same(function, partial(make, position, value), "replayed")
    check_same(function, partial(make, 5, 0), "compiled")


OTHERS = {
    "product": "s *= x[i]",
    "two statements": "s += x[i]\n            t = s",
    "depends on the sum": "s += x[i] * s",
    "under a condition": "if x[i] > 0.0:\n                s += x[i]",
    "difference from a term": "s = x[i] - s",
}


@pytest.mark.parametrize("body", OTHERS.values(), ids=OTHERS.keys())
def test_other_loops_keep_the_order_of_the_source(tmp_path: Path, body: str) -> None:
    text = f"""
    def program(x, s):
        for i in range(len(x)):
            {body}
        return s
    """
    check_same(define(tmp_path, text, "fast"), lambda: (numbers(5000), 1.0), "compiled")


def pair(one: Any, other: Any) -> tuple[Any, Any]:
    return one, other


def test_sums_of_single_precision_are_rounded_after_each_addition(tmp_path: Path) -> None:
    x = numbers(5000).astype("float32")
    for start in (np.float32(0.0), 0.0):
        check_same(define(tmp_path, SUM, "fast"), partial(pair, x, start), "compiled")


def test_bounds_that_the_loop_itself_changes(tmp_path: Path) -> None:
    text = """
    def program(x, i, s):
        for i in range(i, len(x)):
            s += x[i]
        for i in range(i - 200, i, 3):
            s += x[i]
        for i in range(len(x) - 1, -1, -1):
            s = x[i] + s
        return s, i
    """
    check_same(define(tmp_path, text, "fast"), lambda: (np.arange(2000.0), 5, 0.0), "compiled")


def test_g_plus_plus_makes_the_same_bits(tmp_path: Path) -> None:
    function = define(tmp_path, ROWS, "fast")
    a, x, y = numbers(20, 30000), numbers(30000), np.zeros(20)
    text = autopar.explain(function, a, x, y).source()
    other = np.zeros(20)
    OpenmpProgram(text, tmp_path).call({"a": a, "x": x, "y": other})
    assert other.tobytes() == y.tobytes()


def test_g_plus_plus_makes_the_same_bits_of_a_launched_sum(tmp_path: Path) -> None:
    function = define(tmp_path, SUM, "fast")
    x = numbers(300 * PART)
    text = autopar.explain(function, x, 0.5).source()
    left = OpenmpProgram(text, tmp_path).call({"x": x, "s": 0.5})
    assert left["s"] == function(x, 0.5)[0]
