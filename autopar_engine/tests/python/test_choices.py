"""Comparisons, tests and the values that they choose, with Python's types to the bit."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same
from programs import define

NUMBERS = [0, 1, -3, 2**53, 2**53 + 1, 2**62, True, False, 0.0, -0.0, 1.0, -2.5, 2.0**53, 1e300]
SPECIAL = [float("nan"), float("inf"), -float("inf")]

EXPRESSIONS = [
    "x < y",
    "x <= y",
    "x > y",
    "x >= y",
    "x == y",
    "x != y",
    "x < y < 2",
    "0 <= x == y",
    "not x",
    "x and y",
    "x or y",
    "x and y or 3",
    "not x or y < 1 and x",
    "x if y else 2.5",
    "1 if x < y else x",
    "min(x, y)",
    "max(x, y)",
    "min(x, y, 1.5)",
    "max(2, x, y)",
    "abs(x)",
    "int(y)",
    "float(x)",
    "bool(x) + 1",
    "True + x",
    "(x > 0) + (y > 0)",
    "(x > 0) & (y > 0)",
    "min(abs(x), 3)",
]


def of_scalars(folder: Path, expression: str) -> Any:
    return define(
        folder,
        f"""
        def program(a, x, y):
            for i in range(2):
                r = {expression}
                a[i] = 1.0
            return r
        """,
    )


def of_elements(folder: Path, expression: str) -> Any:
    return define(
        folder,
        f"""
        def program(a, x, v):
            for i in range(len(a)):
                y = v[i]
                r = {expression}
                a[i] = r
            return r
        """,
    )


def scalars(x: Any, y: Any) -> tuple[Any, ...]:
    return np.zeros(2), x, y


def elements(x: Any, y: Any) -> tuple[Any, ...]:
    return np.zeros(3), x, np.array([1.0, y, float(y)])


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_scalars_compare_and_choose_as_in_python(tmp_path: Path, expression: str) -> None:
    function = of_scalars(tmp_path, expression)
    for x in [*NUMBERS, *SPECIAL]:
        for y in [*NUMBERS, *SPECIAL]:
            check_same(function, partial(scalars, x, y), None)
    check_same(function, partial(scalars, 3, 2), "compiled")
    check_same(function, partial(scalars, 0.5, 2.5), "compiled")


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_elements_compare_and_choose_as_in_numpy(tmp_path: Path, expression: str) -> None:
    function = of_elements(tmp_path, expression)
    for x in [*NUMBERS, *SPECIAL]:
        for y in [*NUMBERS, *SPECIAL]:
            check_same(function, partial(elements, x, y), None)


def test_branches_run_compiled(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b, limit):
            best = 0.0
            count = 0
            for i in range(len(a)):
                if a[i] > limit:
                    b[i] = 1.0 / a[i]
                    count += 1
                elif a[i] == 0:
                    b[i] = -1.0
                else:
                    if not a[i] < -5 and i % 2:
                        b[i] = a[i] * 2
                if a[i] > best:
                    best = a[i]
            return best, count
        """,
    )
    numbers = np.random.default_rng(1).standard_normal(1000) * 5
    numbers[::7] = 0.0
    check_same(function, lambda: (numbers.copy(), np.zeros(1000), 1), "compiled")
    check_same(function, lambda: (numbers.copy(), np.zeros(1000), 1000.5), "compiled")
    check_same(function, lambda: (-abs(numbers), np.zeros(1000), 1.0), "compiled")
    check_same(function, lambda: (numbers.copy(), np.zeros(1000), -1.0), "replayed")


def test_a_division_under_a_test_warns_only_where_it_happens(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b):
            for i in range(len(a)):
                b[i] = 1.0 / a[i] if a[i] != 0 else 0.0
        """,
    )
    zeros = np.array([1.0, 0.0, 2.0] * 100)
    assert check_same(function, lambda: (zeros.copy(), np.zeros(300)), "compiled").warnings == []


def test_an_operation_of_a_test_that_decides_nothing_still_warns(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b):
            for i in range(len(a)):
                if a[i] * a[i] > 3:
                    pass
                t = a[i] * 2.0
                if b[i] > 0:
                    b[i] = t
        """,
    )
    check_same(function, lambda: (np.ones(50), np.ones(50)), "compiled")
    large = np.ones(50)
    large[20] = 1e200
    seen = check_same(function, lambda: (large.copy(), np.ones(50)), "replayed")
    assert seen.warnings
    large[20] = 1.7e308
    seen = check_same(function, lambda: (large.copy(), np.zeros(50)), "replayed")
    assert len(seen.warnings) == 2


def test_a_name_that_a_branch_may_not_bind_keeps_its_object(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, best):
            before = best
            for i in range(len(a)):
                if a[i] > best:
                    best = i
            return best, best is before
        """,
    )
    check_same(function, lambda: (np.zeros(9), 12345.678), "compiled")
    check_same(function, lambda: (np.arange(9.0), 3), "compiled")
