"""Calls of the builtin `sum` inside loops: compiled as loops that add up."""

from __future__ import annotations

import textwrap
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from comparison import check_same, numbers
from programs import define

import autopar

INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
DTYPES = ["bool", *INTEGERS, "float32", "float64", "complex64", "complex128"]

COMPILED = {
    "an array": "b[i] = sum(c)",
    "a mean": "b[i] = sum(c) / len(c)",
    "a start": "b[i] = sum(c, x)",
    "a start by name": "b[i] = sum(c, start=i)",
    "a row": "b[i] = sum(a[i])",
    "rows from the end": "b[i] = sum(a[-1 - i]) - sum(a[-1])",
    "a row of the data": "b[i] = sum(a[p[i]])",
    "a name for a row": """
            row = a[i]
            b[i] = sum(row) * row[0]""",
    "a name for a row, with a start": """
            row = a[i]
            b[i] = sum(row, 0.5)""",
    "two": "b[i] = sum(c) * x - sum(a[i])",
    "a sum of a sum": "b[i] = sum(c, sum(a[i]))",
    "a range": "b[i] = sum(range(i))",
    "a range with a step": "b[i] = sum(range(i, 20, 3)) + sum(range(9, i, -2))",
    "a range from a number": "b[i] = sum(range(i), 0.5) - sum(range(i), -2)",
    "an argument": "b[i] = max(sum(c), sum(a[i]), x)",
    "an update": "b[i] += sum(c)",
    "an index": "b[sum(range(2))] = sum(c)",
    "a branch": """
            if sum(a[i]) > 0:
                b[i] = sum(c)
            elif sum(a[i], 2) < 0 and i:
                b[i] = -sum(range(i))
            else:
                b[i] = 0""",
    "a ternary": "b[i] = x if sum(a[i]) > 0 else -x",
    "an exit": """
            if sum(a[i]) > 1e9:
                break
            b[i] = i""",
    "names": """
            s = sum(c)
            t = sum(range(i))
            b[i] = s - t""",
    "what the loop writes": """
            c[i] = sum(c)
            b[i] = sum(c)""",
    "a slice's operand": "b[:] = sum(c) * b[:]",
    "inside": """
            for j in range(3):
                b[i] = b[i] + sum(a[j])""",
}


def arguments(dtype: str = "float64", size: int = 6) -> tuple[Any, ...]:
    a, b, c = numbers(6, size) * 3, numbers(6), numbers(size) + 2
    with np.errstate(invalid="ignore"):
        return a.astype(dtype), b, c.astype(dtype), np.array([5, 0, 3, 3, 1, 2]), 0.75, 6


def program(folder: Path, body: str) -> Callable[..., Any]:
    lines = textwrap.indent(textwrap.dedent(body).strip(), " " * 8)
    head = "def program(a, b, c, p, x, n):\n    s = t = 0\n    for i in range(n):\n"
    return define(folder, f"{head}{lines}\n    return i, s, t\n")


@pytest.mark.parametrize("name", COMPILED)
def test_the_sum_compiles_and_does_the_same(tmp_path: Path, name: str) -> None:
    check_same(program(tmp_path, COMPILED[name]), arguments, "compiled")


@pytest.mark.parametrize("name", COMPILED)
@pytest.mark.parametrize("dtype", DTYPES)
def test_each_dtype_does_the_same(tmp_path: Path, name: str, dtype: str) -> None:
    with np.errstate(all="ignore"):
        check_same(program(tmp_path, COMPILED[name]), partial(arguments, dtype), None)


@pytest.mark.parametrize("name", COMPILED)
@pytest.mark.parametrize("size", [0, 1, 2, 300])
def test_sequences_of_any_length_do_the_same(tmp_path: Path, name: str, size: int) -> None:
    check_same(program(tmp_path, COMPILED[name]), partial(arguments, "float64", size), None)


TYPED = """
    def program(x, y, n):
        for i in range(n):
            s = sum(x)
            t = sum(x, y)
        return s, t
    """


def small(dtype: str) -> Any:
    return np.array([1, 0, 1, 1, 0, 1]).astype(dtype)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("start", [0, 2, True, 0.5, -0.0, 1j, np.float32(0.5), np.int16(3)])
def test_sums_have_numpys_types(tmp_path: Path, dtype: str, start: Any) -> None:
    check_same(define(tmp_path, TYPED), lambda: (small(dtype), start, 2), None)


@pytest.mark.parametrize("dtype", [each for each in DTYPES if each != "complex64"])
def test_sums_of_each_dtype_compile(tmp_path: Path, dtype: str) -> None:
    check_same(define(tmp_path, TYPED), lambda: (small(dtype), 3, 2), "compiled")


LISTS: dict[str, list[Any]] = {
    "ints": [3, -1, 4],
    "floats": [0.1, 0.2, 0.3, 1e16, -1e16],
    "bools": [True, False, True],
    "mixed": [1, 2.5, 3],
    "one": [2.5],
    "a negative zero": [-0.0],
    "negative zeros": [-0.0, -0.0],
    "up to 64 bits": [2**62, 2**62 - 1],
    "beyond 64 bits": [2**62, 2**62, 5],
    "back from beyond 64 bits": [2**62, 2**62, -(2**62)],
    "a large int and a float": [2**53 + 1, 0.5],
    "an int beyond 64 bits": [2**70],
    "not finite": [float("inf"), 1.0, float("-inf")],
    "a NaN": [float("nan"), 1.0],
    "empty": [],
    "NumPy's": [np.float64(0.1), np.float64(0.2)],
    "strings": ["a", "b"],
    "lists": [[1], [2]],
    "rows": [[1, 2], [3, 4]],
    "complex": [1j, 2],
    "nothing": [None],
}
COMPILED_LISTS = ("ints", "floats", "bools", "one", "a negative zero", "negative zeros")


@pytest.mark.parametrize("start", [0, 1, True, 0.5, -0.0, 2**63, 1j, [], ""])
@pytest.mark.parametrize("name", LISTS)
def test_lists_do_the_same(tmp_path: Path, name: str, start: Any) -> None:
    check_same(define(tmp_path, TYPED), lambda: (list(LISTS[name]), start, 40), None)


@pytest.mark.parametrize("name", COMPILED_LISTS)
def test_sums_of_lists_compile(tmp_path: Path, name: str) -> None:
    check_same(define(tmp_path, TYPED), lambda: (LISTS[name] * 20, 1, 400), "compiled")


def test_a_row_of_lists_compiles(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(x, b):
            for i, row in enumerate(x):
                b[i] = sum(row) / len(row)
            return row
        """,
    )
    check_same(function, lambda: (numbers(9, 40).tolist(), np.zeros(9)), "compiled")
    check_same(function, lambda: (numbers(9, 40), np.zeros(9)), "compiled")
    check_same(function, lambda: ([[1], [2, 3]], np.zeros(9)), None)
    check_same(function, lambda: ([[], []], np.zeros(9)), None)
    check_same(function, lambda: ([1, 2], np.zeros(9)), None)


OTHERS = {
    "a tuple": (1, 2.5),
    "a dict": {1: 2, 3: 4},
    "a string": "ab",
    "bytes": b"ab",
    "a set": {1, 2},
    "a matrix": np.ones((2, 3)),
    "an array without dimensions": np.array(3.0),
    "objects": np.array([1, 2.5], dtype=object),
    "a number": 3,
    "an empty array": np.zeros(0),
    "an empty matrix": np.zeros((0, 3)),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_plain_sequence_does_the_same(tmp_path: Path, name: str) -> None:
    check_same(define(tmp_path, TYPED), lambda: (OTHERS[name], 1, 2), None)


REFUSED = {
    "a generator": "b[i] = sum(v * v for v in c)",
    "a list": "b[i] = sum([v for v in c])",
    "a display": "b[i] = sum([x, i])",
    "an array expression": "b[i] = sum(c * c)",
    "a slice": "b[i] = sum(c[1:])",
    "a column": "b[i] = sum(a[:, i])",
    "in a condition": "b[i] = i and sum(c)",
    "in a branch of a ternary": "b[i] = sum(c) if i else 0",
    "in the third comparison": "b[i] = i < n < sum(c)",
    "in a bound": """
            for j in range(sum(range(i))):
                b[i] = j""",
    "in a test": """
            while sum(c) < 100:
                c[0] += 30""",
    "the start of a range": "b[i] = sum(range(i), x)",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_does_the_same(tmp_path: Path, name: str) -> None:
    function = program(tmp_path, REFUSED[name])
    check_same(function, arguments, None)
    loops = autopar.explain(function).loops
    assert not loops[0].is_compiled
    assert loops[0].refusals


def test_a_function_of_the_same_name_is_called(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(c, n):
            for i in range(n):
                s = sum(c)
            return s
        """,
    )
    check_same(function, lambda: (numbers(5), 3), "compiled")
    names = function.__globals__
    names["sum"] = len
    try:
        check_same(function, lambda: (numbers(5), 3), "declined")
    finally:
        del names["sum"]
    check_same(function, lambda: (numbers(5), 3), "compiled")


def test_a_sum_calls_range_by_its_name(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(c, n):
            i = 0
            while i < n:
                i += 1
                c[i] = sum(range(i))
            return i
        """,
    )
    check_same(function, lambda: (numbers(5), 3), "compiled")
    names = function.__globals__
    names["range"] = lambda stop: [stop]
    try:
        check_same(function, lambda: (numbers(5), 3), "declined")
    finally:
        del names["range"]


@pytest.mark.parametrize("mode", ["ignore", "warn", "raise"])
@pytest.mark.parametrize("dtype", ["int8", "uint8", "int64", "float32", "float64"])
def test_warnings_and_errors_of_numpy(tmp_path: Path, dtype: str, mode: Any) -> None:
    function = program(
        tmp_path,
        """
        b[i] = 1
        b[i] = (x +
                sum(c))""",
    )

    def extremes() -> tuple[Any, ...]:
        a, b, c, *rest = arguments(dtype)
        kind = np.iinfo(dtype) if np.dtype(dtype).kind in "iu" else np.finfo(dtype)
        c[2:4] = kind.max
        return a, b, c, *rest

    with np.errstate(all=mode, under="ignore"):
        seen = check_same(function, extremes, None)
    assert bool(seen.warnings) == (mode == "warn")


def test_an_int_of_another_width_is_left_to_cpython(tmp_path: Path) -> None:
    function = program(tmp_path, "s = sum(c, 300)")
    check_same(function, partial(arguments, "int8"), None)
    check_same(function, partial(arguments, "uint8"), None)


def test_a_name_without_a_value_raises(tmp_path: Path) -> None:
    function = program(
        tmp_path,
        """
        if i > 9:
            y = 1
        b[i] = sum(c, y)""",
    )
    seen = check_same(function, arguments, None)
    assert seen.error is not None
    assert seen.error[0] is UnboundLocalError


def test_what_happened_before_an_error_stays(tmp_path: Path) -> None:
    function = program(tmp_path, "b[i] = 3\ns = sum(a[i + 3])")
    seen = check_same(function, arguments, None)
    assert seen.error is not None
    assert seen.error[0] is IndexError


def test_the_name_that_a_sum_is_bound_to_may_choose_the_row(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, n):
            j = 0
            for i in range(n):
                j = sum(a[j])
                a[j, i] = 1 - a[j, i]
            return j
        """,
    )
    seen = check_same(function, lambda: (np.eye(4, dtype=int)[::-1].copy(), 4), "compiled")
    assert seen.error is None


def test_outer_loops_run_on_threads(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b, n):
            for i in range(n):
                b[i] = sum(a[i]) / n
        """,
    )
    check_same(function, lambda: (numbers(300, 500), np.zeros(300), 300), "compiled")
    assert autopar.explain(function).loops[0].is_parallel
    plain = define(
        tmp_path,
        """
        def program(a, b, n):
            for i in range(n):
                b[i] = sum(a[i])
        """,
    )
    check_same(plain, lambda: (numbers(300, 500), np.zeros(300), 300), "compiled")
    assert autopar.explain(plain).loops[0].is_parallel


def test_reports_speak_of_the_loops_of_the_text(tmp_path: Path) -> None:
    function = program(tmp_path, COMPILED["inside"])
    check_same(function, arguments, "compiled")
    assert len(autopar.explain(function).loops) == 2


def test_attributes_are_added_up(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(box, n):
            for i in range(n):
                s = sum(box.values) + sum(box.values, box.start)
            return s
        """,
    )

    def boxes() -> tuple[Any, ...]:
        return SimpleNamespace(values=numbers(7), start=2), 3

    check_same(function, boxes, "compiled")


def test_a_loop_that_waits_for_a_sum_is_left_to_cpython(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(flags):
            n = 0
            while True:
                if sum(flags) > 0:
                    break
                n += 1
            return n > 0
        """,
    )
    flags = np.zeros(4)
    timer = threading.Timer(0.2, lambda: flags.__setitem__(1, 1.0))
    timer.start()
    assert function(flags)
    timer.join()
    assert "it may wait" in autopar.explain(function).loops[0].ran


def test_faster_modes_add_up_in_parts(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(c, n):
            for i in range(n):
                s = sum(c)
            return s
        """,
        fp="fast",
    )
    c = numbers(5000)
    assert function(c, 2) == pytest.approx(sum(c), rel=1e-12)
    assert type(function(c, 2)) is np.float64
