"""Names for rows of arrays and of nested lists: read as elements, left as the row that they are."""

from __future__ import annotations

import inspect
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same
from programs import define

BODIES = {
    "elements of rows": """
        s = 0
        for row in c:
            for v in row:
                s += v
        return s, row, v
        """,
    "a name for a row": """
        s = 0
        for i in range(len(c)):
            row = c[i]
            s += row[0] + row[-1] + len(row)
        return s, row, i
        """,
    "a store through a row": """
        for row in c:
            for j in range(len(row)):
                row[j] = row[j] * 2 + j
        return row, j
        """,
    "rows and their numbers": """
        s = 0
        for i, row in enumerate(c):
            for j, v in enumerate(row):
                s += v * (i + j)
        return s, i, row, j, v
        """,
    "two rows": """
        n = len(c)
        for i in range(1, n):
            row, above = c[i], 0
            above = c[i - 1]
            for j in range(len(above)):
                above[j] = above[j] + i
        return above, j
        """,
    "rows from the end": """
        s = 0
        for row in reversed(c):
            for v in reversed(row):
                s = v - s
        return s, row, v
        """,
    "a row under a test": """
        s = 0
        row = None
        for i in range(len(c)):
            if i % 2:
                row = c[-i]
                s += row[0]
        return s, row
        """,
    "elements under a test": """
        s = 0
        v = None
        for i, row in enumerate(c):
            if i < 2:
                for v in row:
                    s += v
        return s, v, row
        """,
    "pairs of rows": """
        s = 0
        for one, other in zip(c, c):
            for u, v in zip(one, other):
                s += u * v
        return s, one, other, u, v
        """,
}


def ints(rows: int = 3, columns: int = 4) -> list[list[int]]:
    return [[1000 + row * columns + column for column in range(columns)] for row in range(rows)]


def floats(rows: int = 3, columns: int = 4) -> list[list[float]]:
    return [[value / 8 for value in row] for row in ints(rows, columns)]


def array(rows: int = 3, columns: int = 4) -> Any:
    return np.array(floats(rows, columns))


@pytest.mark.parametrize("name", BODIES)
def test_rows(tmp_path: Path, name: str) -> None:
    body = BODIES[name]
    function = define(tmp_path, "def program(c):" + body)
    is_refused = name == "two rows"
    for make in (ints, floats, array, lambda: array().T, lambda: array(6)[::2, ::-1]):
        outcome = None if is_refused else "compiled"
        check_same(function, partial(lambda make: (make(),), make), outcome)
    for make in (
        lambda: ints(1, 1),
        lambda: ints(3, 0),
        lambda: array(3, 0),
        list,
        lambda: [[1, 2], [3]],
        lambda: [1, 2, 3],
        lambda: np.arange(3.0),
        lambda: np.ones((2, 3, 4)),
        lambda: [[[1, 2], [3, 4]], [[5, 6], [7, 8]]],
        lambda: [(1, 2), (3, 4)],
        lambda: [np.arange(3.0), np.arange(3.0)],
        lambda: "text",
        lambda: {0: [1], 1: [2]},
        lambda: [["a", "b"]],
    ):
        check_same(function, partial(lambda make: (make(),), make), None)


def test_one_row_twice(tmp_path: Path) -> None:
    def shared() -> tuple[Any, ...]:
        row = [1, 2, 3]
        return ([row, row],)

    for name in ("elements of rows", "a store through a row"):
        check_same(define(tmp_path, "def program(c):" + BODIES[name]), shared, None)


def same_objects(function: Any, make: Any) -> list[bool]:
    """Whether the row and the element that the function leaves are those of its argument."""
    c = make()
    _, row, element = function(c)
    elements = [each for line in c for each in line]
    return [any(row is line for line in c), any(element is each for each in elements)]


def test_targets_end_as_the_objects_in_lists(tmp_path: Path) -> None:
    for name in ("elements of rows", "rows from the end"):
        function = define(tmp_path, "def program(c):" + BODIES[name])
        for make in (ints, floats):
            check_same(function, partial(lambda make: (make(),), make), "compiled")
            assert same_objects(function, make) == [True, True]
            assert same_objects(inspect.unwrap(function), make) == [True, True]


def test_a_row_of_an_array_is_a_view_with_its_base(tmp_path: Path) -> None:
    function = define(tmp_path, "def program(c):" + BODIES["elements of rows"])
    for c in (array(), array(6)[::2, 1:], array().T):
        for each in (function, inspect.unwrap(function)):
            _, row, _ = each(c)
            assert row.base is (c if c.base is None else c.base)
            assert row.strides == c[-1].strides
            assert row.__array_interface__["data"] == c[-1].__array_interface__["data"]
            assert row.flags.writeable
    fixed = array()
    fixed.flags.writeable = False
    assert not function(fixed)[1].flags.writeable


def test_planes(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(c):
            s = 0
            for plane in c:
                for row in plane:
                    for v in row:
                        s += v
            return s, plane, row, v
        """,
    )
    check_same(function, lambda: (np.arange(24.0).reshape(2, 3, 4),), "compiled")
    deep = [[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 3000]]]
    check_same(function, lambda: (deep,), "compiled")
    _, plane, row, v = function(deep)
    assert plane is deep[1]
    assert row is deep[1][1]
    assert v is deep[1][1][2]
    check_same(function, lambda: (array(),), "declined")


@pytest.mark.parametrize(
    "body",
    [
        "row = c[i]\n        row = c[0]\n        s += row[0]",
        "row = c[i]\n        s += row[0]\n        i = 0",
        "s += row[0]\n        row = c[i]",
        "if i % 2:\n            row = c[i]\n        s += row[0]",
        "row = c[i]\n        s += sum(row)",
        "row = c[i]\n        s += row[:1][0]",
        "row = c[i]\n        c = [row]\n        s += row[0]",
        "row = other = c[i]\n        s += row[0]",
        "row = c[at[i]]\n        s += row[0]",
        "row, t = c[i], 1\n        s += row[0]",
        "row = c[i]\n        row += c[0]\n        s += row[0]",
        "row = c[i, ...]\n        s += row[0]",
    ],
)
def test_other_uses_are_left_to_cpython(tmp_path: Path, body: str) -> None:
    function = define(
        tmp_path,
        f"""
def program(c, at, row):
    s = 0
    for i in range(len(c)):
        {body}
    return s, row, i
""",
    )
    for make in (floats, array):
        check_same(function, partial(lambda make: (make(), [0, 2, 1], [5.5, 1.5]), make), None)
