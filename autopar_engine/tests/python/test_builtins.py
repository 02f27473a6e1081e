"""pow, divmod, round and len of rows: results, types and errors of CPython's and of NumPy's."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same
from programs import define, of_elements

NUMBERS: list[Any] = [
    0,
    1,
    -1,
    2,
    -3,
    7,
    0.0,
    -0.0,
    0.5,
    -2.5,
    2.5,
    1e300,
    2**53 + 1,
    -(2**63),
    True,
]
NUMPY: list[Any] = [
    np.float64(2.5),
    np.float32(-1.5),
    np.int64(-7),
    np.int8(-128),
    np.uint8(3),
    np.bool_(1),
]


def scalars(x: Any, y: Any) -> tuple[Any, ...]:
    return np.zeros(3), x, y


def of_scalars(folder: Path, statement: str) -> Any:
    return define(
        folder,
        f"""
        def program(a, x, y):
            q = r = 0
            for i in range(len(a)):
                {statement}
                a[i] = 1.0
            return q, r
        """,
    )


@pytest.mark.parametrize(
    "statement",
    ["r = pow(x, y)", "q, r = divmod(x, y)", "r = divmod(x, y)[1]", "r = divmod(x, y)[0]"],
)
def test_operators_in_the_form_of_calls(tmp_path: Path, statement: str) -> None:
    function = of_scalars(tmp_path, statement)
    for x in [*NUMBERS, *NUMPY]:
        for y in [*NUMBERS, *NUMPY]:
            if "pow" in statement and abs(int(y)) > 100:
                continue
            with np.errstate(all="ignore"):
                check_same(function, partial(scalars, x, y), None)
            check_same(function, partial(scalars, x, y), None)
    check_same(function, partial(scalars, 7, 3), "compiled")
    check_same(function, partial(scalars, 7.5, 2), "compiled")


def test_powers_of_three_arguments_are_left_to_cpython(tmp_path: Path) -> None:
    function = of_scalars(tmp_path, "r = pow(x, y, 7)")
    check_same(function, partial(scalars, 5, 3), "declined")


def test_round_gives_an_int(tmp_path: Path) -> None:
    function = of_scalars(tmp_path, "r = round(x)")
    halves = [step / 2 for step in range(-9, 10)]
    odd = [2.0**52 + 0.5, 0.49999999999999994, 2.0**63, -(2.0**63), float("inf"), float("nan")]
    for x in [*halves, *odd, *NUMBERS, *NUMPY]:
        check_same(function, partial(scalars, x, 0), None)
    for x in [2.5, -0.5, 7, True, np.float64(3.5), np.float32(0.5), np.int8(-3)]:
        check_same(function, partial(scalars, x, 0), "compiled")


def test_round_to_digits_is_left_to_cpython(tmp_path: Path) -> None:
    for statement in ("r = round(x, 1)", "r = round(x, y)", "r = round(x, None)"):
        function = of_scalars(tmp_path, statement)
        check_same(function, partial(scalars, 2.675, 2), "declined")


INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]


@pytest.mark.parametrize("name", ["maximum", "minimum", "fmax", "fmin"])
def test_numpy_chooses_among_integers(tmp_path: Path, name: str) -> None:
    function = of_elements(tmp_path, f"np.{name}(a[i], x)")
    of_two = define(
        tmp_path,
        f"""
        def program(a, b, c):
            for i in range(len(a)):
                c[i] = np.{name}(a[i], b[i])
        """,
    )
    for dtype in INTEGERS:
        values = np.array([0, 1, 3, 100, 127]).astype(dtype)
        make = partial(lambda values, x: (values.copy(), np.zeros(5), x), values)
        for x in (2, 0, -1, 300, 2**40, 2**63, True, 1.5, np.int16(-5), np.uint64(7)):
            check_same(function, partial(make, x), None)
        check_same(function, partial(make, 2), "compiled")
        for other in INTEGERS:
            others = np.array([5, 1, 2, 99, 0]).astype(other)
            both = partial(lambda a, b: (a.copy(), b.copy(), np.zeros(5)), values, others)
            check_same(of_two, both, "compiled")


def test_magnitudes_of_integers_wrap_as_numpys_do(tmp_path: Path) -> None:
    function = of_elements(tmp_path, "np.abs(a[i])")
    for dtype in INTEGERS:
        info = np.iinfo(dtype)
        whole = np.array([info.min, 0, 1, info.max], dtype)
        check_same(function, partial(lambda a: (a.copy(), np.zeros(4), 0), whole), None)
        check_same(function, partial(lambda a: (a[1:3].copy(), np.zeros(2), 0), whole), "compiled")


ROWS = """
def program(c, n):
    t = 0
    for i in range(n):
        t += len(c[i])
        for j in range(len(c[i])):
            c[i][j] = c[i][j] + j
    return t, i
"""


def nested(rows: int, columns: int) -> list[list[int]]:
    return [[row * columns + column for column in range(columns)] for row in range(rows)]


def test_the_length_of_a_row(tmp_path: Path) -> None:
    function = define(tmp_path, ROWS)
    check_same(function, lambda: (nested(3, 4), 3), "compiled")
    check_same(function, lambda: (np.ones((3, 4)), 3), "compiled")
    check_same(function, lambda: (np.ones((3, 4)), 4), None)
    check_same(function, lambda: (nested(3, 4), 4), None)
    check_same(function, lambda: (nested(3, 0), 3), None)
    check_same(function, lambda: ([[1, 2], [3]], 2), "declined")
    check_same(function, lambda: ([1, 2], 2), "declined")
    check_same(function, lambda: (np.ones(3), 3), "declined")
    check_same(function, lambda: (np.ones((2, 3, 4)), 2), "compiled")
    check_same(function, lambda: ([[1, 2]] * 2, 2), None)


def test_only_the_length_of_a_row_is_asked(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(c, a, n):
            for i in range(n):
                a[i] = len(c[i - 1])
        """,
    )
    check_same(function, lambda: (np.ones((3, 4)), np.zeros(3), 3), "compiled")
    check_same(function, lambda: (np.ones((3, 4)), np.zeros(9), 9), None)
    check_same(function, lambda: (np.ones((3, 4, 5)), np.zeros(3), 3), "compiled")
    check_same(function, lambda: (np.ones(4), np.zeros(3), 3), "declined")
