"""Statements on whole rows and arrays: what they are depends on the arrays of the call."""

from __future__ import annotations

import itertools
import textwrap
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

REALS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
REALS += ["bool", "float32", "float64"]
DTYPES = [*REALS, "complex64", "complex128"]

COMPILED = {
    "a vector": "b[i, :] = c",
    "a vector by a number": "v[:] = c * 2",
    "a row": "b[i, :] = a[i]",
    "a row to a row": "b[i] = a[i] * 2",
    "a row of several": "b[i] = (a[i] - c) * x + a[i - 1] / (c + 10)",
    "a fill": "b[i] = 2.5",
    "a fill by a name": "b[i] = x",
    "a fill by an element": "b[i] = a[i, 0]",
    "an update": "b[i] += a[i]",
    "an update by a number": "b[i] *= x",
    "all updates": """
        b[i] += c
        b[i] -= a[i]
        b[i, :] *= c
        b[i] /= 3""",
    "a sum of rows": "v[:] += a[i]",
    "a weighted sum of rows": "v[:] += a[i] * c[i]",
    "an element of the row itself": "b[i] = b[i] / b[i, 1]",
    "the row before": "b[i] = b[i - 1]",
    "an index that counts from the end": "b[-1 - i] = a[-1]",
    "a plane": "b[:] = a",
    "a part of a plane": "b[1:] = a[:-1] * c",
    "a plane from a vector": "b[:, :] = c * i - a",
    "a plane and rows of it": "b[:, :] = a[i]",
    "a column from a vector": "b[:, i] = c",
    "a column from a row": "b[:, i] = a[i] - a[:, i]",
    "a part of a row": "b[i, 1:] = a[i][:-1] + c[1:]",
    "a row in two subscripts": "b[i][:] = a[i]",
    "every second of a row": "b[i, ::2] = c[:3]",
    "backward": "b[i] = a[i, ::-1] + c[::-1]",
    "squares": "b[i] = (a[i] - c) ** 2",
    "signs": "b[i] = -a[i] + +c",
    "an index from an array": "b[p[i]] = a[p[i]]",
    "under a test": """
        if a[i, 0] > 0:
            b[i] = a[i]
        else:
            b[i] = -c""",
    "in an inner loop": """
        for j in range(n):
            b[i] += a[j] * a[i, j]""",
    "beside lengths": "b[i] = a[i] * len(c) + c.shape[0] * a.size",
    "beside sums": "b[i] = a[i] / sum(a[i]) + sum(c) * v",
}


def matrices(rows: int = 6, dtype: str = "float64") -> tuple[Any, ...]:
    a, b = numbers(rows, 6) * 10, numbers(6, rows).T + 3
    p = np.array([0, 1, 1, 3, 3, 5])
    arrays = [each.astype(dtype) for each in (a, b, numbers(6), numbers(6) - 1)]
    return *arrays, p, 0.75, rows


def program(folder: Path, body: str) -> Callable[..., Any]:
    lines = textwrap.indent(textwrap.dedent(body).strip(), " " * 8)
    head = "def program(a, b, c, v, p, x, n):\n    for i in range(n):\n"
    return define(folder, f"{head}{lines}\n    return i\n")


@pytest.mark.parametrize("name", COMPILED)
def test_the_statement_compiles_and_does_the_same(tmp_path: Path, name: str) -> None:
    function = program(tmp_path, COMPILED[name])
    check_same(function, matrices, "compiled")
    assert len(autopar.explain(function).loops) == (2 if "for j" in COMPILED[name] else 1)


@pytest.mark.parametrize("name", COMPILED)
@pytest.mark.parametrize("dtype", DTYPES)
def test_each_dtype_does_the_same(tmp_path: Path, name: str, dtype: str) -> None:
    with np.errstate(all="ignore"):
        check_same(program(tmp_path, COMPILED[name]), partial(matrices, 6, dtype), None)


def small(*dtypes: str) -> tuple[Any, ...]:
    """Numbers that every operator leaves in the range of every type."""
    values = np.arange(36).reshape(6, 6) % 5 + 1
    a, b = values.astype(dtypes[0]), values.T.astype(dtypes[-1])
    return a, b, values[0].astype(dtypes[-1]), values[1].astype(dtypes[0]), np.arange(6), 2, 6


@pytest.mark.parametrize("operator", ["+", "-", "*", "/"])
@pytest.mark.parametrize("left", REALS)
def test_operators_on_two_dtypes(tmp_path: Path, operator: str, left: str) -> None:
    bodies = (f"b[i] = a[i] {operator} c", f"b[i] {operator}= a[i]", f"b[i] = v {operator} x")
    for function in [program(tmp_path, body) for body in bodies]:
        for right in REALS:
            check_same(function, partial(small, left, right), None)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_floats_and_pythons_numbers_compile(tmp_path: Path, dtype: str) -> None:
    for operator in "+-*/":
        function = program(tmp_path, f"b[i] = a[i] {operator} 0.1 {operator} c {operator} 3")
        check_same(function, partial(small, dtype), "compiled")
        update = program(tmp_path, f"b[i] {operator}= c {operator} 0.1")
        check_same(update, partial(small, dtype), "compiled")


@pytest.mark.parametrize("dtype", REALS[:8])
def test_integers_that_wrap_around_wrap(tmp_path: Path, dtype: str) -> None:
    limits = np.iinfo(dtype)

    def arguments(value: int) -> tuple[Any, ...]:
        a = np.full((6, 6), value, dtype)
        return a, a.copy(), a[0].copy(), a[0].copy(), np.arange(6), 2, 6

    for body in ("b[i] = a[i] + a[i]", "b[i] *= c", "b[i] = -a[i]", "v[:] = c * 2"):
        for value in (limits.min, limits.max, 1):
            check_same(program(tmp_path, body), partial(arguments, value), None)
    for body in ("b[i] = c + 300", "b[i] = 300", "b[i] = -1", "v[:] += 2 ** 70"):
        check_same(program(tmp_path, body), partial(arguments, 1), None)


REFUSED = {
    "a floor quotient": ("b[i] = a[i] // 3", "a loop over the elements is"),
    "an update by a remainder": ("b[i] %= 3", "a loop over the elements is"),
    "a function": ("b[i] = np.exp(a[i])", "a loop over the elements is"),
    "a function of a vector": ("b[i, :] = np.exp(c)", "a loop over the elements is"),
    "a comparison": ("b[i] = a[i] > c", "a loop over the elements is"),
    "a power": ("b[i] = a[i] ** 3", "a loop over the elements is"),
    "a choice": ("b[i] = c if x > 0 else v", "a loop over the elements is"),
    "two targets": ("b[i] = v[:] = c", "a loop over the elements is"),
    "more dimensions": ("b[i] = a", "a loop over the elements is"),
    "an array of indices": ("b[p] = c", "a loop over the elements is"),
    "an update of the name": ("v += a[i]", "`v[:] +=` does not"),
    "a name for the result": ("v = v * 2", "array `v` as a value"),
    "a name for a row": ("row = a[i]\nb[i] = row", "no array with one index"),
    "a swap of rows": ("a[i], b[i] = b[i], a[i]", "no array with one index"),
    "a sum of rows": ("b[i] = c * sum(a)", "no array with one index"),
    "a list": ("b[i] = [1, 2, 3, 4, 5, 6]", ""),
    "a method": ("v[0] = a[i].sum()", ""),
    "an element": ("v[i] = c", "`c` is used whole"),
    "a carried row": ("v[1:] = v[:-1] + c[1:] * a[i, 1:]", "may overlap otherwise than cell by"),
    "a carried plane": ("b[1:] = b[:-1]", "may overlap otherwise than cell by cell"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_named_and_does_the_same(tmp_path: Path, name: str) -> None:
    body, sentence = REFUSED[name]
    function = program(tmp_path, body)
    check_same(function, matrices, None)
    explanation = autopar.explain(function)
    assert not any(loop.is_compiled for loop in explanation.loops)
    assert sentence in str(explanation)


SHAPES = {
    "lengths differ": "b[i, 1:] = c",
    "lengths of operands differ": "b[i] = a[i] + c[1:]",
    "lengths differ later": "b[i, i:] = c",
    "length one is broadcast": "b[i] = c[2:3]",
    "a row is stored to every row": "b[:] = c",
    "a plane of another length": "b[1:] = a",
    "a row beyond the extent": "b[i + 3] = a[i]",
    "a row beyond the extent is read": "b[i] = a[i + 3]",
    "a row that counts from the end": "b[-i - 1] = a[-i]",
    "a row far below zero": "b[i - 9] = c",
    "a subscript that is a bool": "b[x > 0] = c",
    "a subscript that is a float": "b[x] = c",
    "too many subscripts": "c[i, 0] = v",
    "an element for a row": "c[i] = a[i, i]",
    "division by zero": "b[i] = a[i] / 0",
    "zero by zero": "b[i] = (a[i] - a[i]) / (i - 2)",
    "division by an array's zero": "b[i] /= c - c",
    "overflow": "b[i] = a[i] * 1e308 * 10",
    "a number beyond the type": "b[i] = c * 1e300 * 1e300",
    "a NaN": "b[i] = float('nan')",
    "what happened before": "v[:] += a[i]\nb[i + 2] = c",
    "a name without a value": """
        if i > 9:
            y = 1
        b[i] = y""",
}


@pytest.mark.parametrize("dtype", ["float64", "float32", "int64", "uint8", "bool", "complex128"])
@pytest.mark.parametrize("name", SHAPES)
def test_bounds_and_errors_are_numpys(tmp_path: Path, name: str, dtype: str) -> None:
    function = program(tmp_path, SHAPES[name])

    def cast(layout: Callable[[], tuple[Any, ...]]) -> tuple[Any, ...]:
        *arrays, p, x, n = layout()
        with np.errstate(all="ignore"):
            return *(each.astype(dtype) for each in arrays), p, x, n

    for layout in (matrices, zero_size, one_row):
        check_same(function, partial(cast, layout), None)


def zero_size() -> tuple[Any, ...]:
    return np.zeros((6, 0)), np.zeros((6, 0)), np.zeros(0), np.zeros(0), np.arange(6), 0.5, 6


def one_row() -> tuple[Any, ...]:
    return numbers(1, 6), numbers(1, 6), numbers(6), numbers(6), np.arange(6), 0.5, 1


VIEWS = {
    "Fortran": lambda a, b, c, v: (np.asfortranarray(a), np.asfortranarray(b), c, v),
    "strided": lambda a, b, c, v: (a[::-1], b[:, ::-1], c[::-1], numbers(20)[1:13:2]),
    "one array twice": lambda a, b, c, v: (b, b, c, c),
    "a row of its own": lambda a, b, c, v: (a, b, b[2], v),
    "a column of its own": lambda a, b, c, v: (a, b, b[:, 2], a[:, 1]),
    "transposed": lambda a, b, c, v: (b.T, b, c, v),
    "broadcast": lambda a, b, c, v: (np.broadcast_to(c, (6, 6)), b, np.broadcast_to(2.5, 6), v),
    "read-only": lambda a, b, c, v: (a, np.broadcast_to(c, (6, 6)), c, np.broadcast_to(2.5, 6)),
    "one row": lambda a, b, c, v: (a, b, c.reshape(1, 6), v.reshape(1, 6)),
    "one element": lambda a, b, c, v: (a, b, c[:1], v[:1]),
    "vectors": lambda a, b, c, v: (c, v, c + 1, v + 1),
    "lists": lambda a, b, c, v: (a.tolist(), b, c.tolist(), v),
    "lists that are written": lambda a, b, c, v: (a, b.tolist(), c, v.tolist()),
    "numbers": lambda a, b, c, v: (a, b, 2.5, v),
    "NumPy's numbers": lambda a, b, c, v: (a, b, np.float32(2.5), v),
    "no dimension": lambda a, b, c, v: (a, b, np.array(2.5), v),
    "planes": lambda a, b, c, v: (a, b, a + 1, b + 1),
    "three dimensions": lambda a, b, c, v: (numbers(6, 6, 6), numbers(6, 6, 6) + 1, c, v),
    "a cube of rows": lambda a, b, c, v: (a, numbers(6, 6, 6), c, v),
    "a matrix": lambda a, b, c, v: (a, b.view(np.matrix), c, v),
    "masks": lambda a, b, c, v: (a, b, np.ma.masked_less(c, 0), v),
    "objects": lambda a, b, c, v: (a.astype(object), b, c.astype(object), v),
    "half floats": lambda a, b, c, v: (a.astype("float16"), b, c.astype("float16"), v),
    "other bytes": lambda a, b, c, v: (a, b.astype(">f8"), c.astype(">f8"), v),
}


@pytest.mark.parametrize("name", COMPILED)
def test_layouts_and_aliases_do_the_same(tmp_path: Path, name: str) -> None:
    """One text, whatever it is that the names hold, in turn with what it was written for."""
    function = program(tmp_path, COMPILED[name])

    def seen_as(view: Any) -> tuple[Any, ...]:
        *arrays, p, x, n = matrices()
        return *view(*arrays), p, x, n

    for view in VIEWS.values():
        check_same(function, partial(seen_as, view), None)
        check_same(function, matrices, "compiled")


def test_one_text_is_several_loops(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b, n):
            for i in range(n):
                a[i] = b[i] * 2
            return i
        """,
    )

    def arguments(*shape: int) -> tuple[Any, ...]:
        return numbers(*shape), numbers(*shape) + 1, shape[0]

    for _ in range(2):
        for shape in ((7,), (7, 5), (7, 5, 3), (7, 1), (7, 2, 1)):
            check_same(function, partial(arguments, *shape), "compiled")
        check_same(function, partial(arguments, 3, 2, 2, 2, 2), "declined")
        check_same(function, lambda: ([1.0, 2.0], [3, 4], 2), "compiled")
        check_same(function, lambda: ([[1.0], [2.0]], [[3.0], [4.0]], 2), "declined")
        check_same(function, lambda: (numbers(4, 3), numbers(4), 4), "compiled")
        check_same(function, lambda: (numbers(4), numbers(4, 3), 4), "declined")
        check_same(function, lambda: (numbers(4, 3), [1.0, 2.0, 3.0, 4.0], 4), "compiled")
    assert autopar.explain(function).loops[0].header == "for i in range(n)"


def test_outer_loops_run_on_threads(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b, v):
            for i in range(len(a)):
                b[i] = a[i] * a[i, 0] + v
        """,
    )
    check_same(function, lambda: (numbers(40, 30), numbers(40, 30), numbers(30)), "compiled")
    explanation = autopar.explain(function)
    assert [loop.is_parallel for loop in explanation.loops] == [True]
    assert "cell" in explanation.source("openmp")


def test_attributes_hold_rows_and_vectors(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        class Grid:
            def program(self, v):
                for i in range(len(self.a)):
                    self.a[i] = self.b[i] * self.k + self.inner.v
                    self.b[i, 1:] -= v[1:]
                    self.total[:] += self.a[i] - v

        program = Grid.program
        """,
    )

    def arguments(**others: Any) -> tuple[Any, ...]:
        held = {"a": numbers(5, 4), "b": numbers(5, 4), "k": 0.5, "total": numbers(4)}
        inner = SimpleNamespace(v=numbers(4))
        return SimpleNamespace(**{**held, "inner": inner, **others}), numbers(4)

    check_same(function, arguments, "compiled")
    check_same(function, partial(arguments, k=numbers(4)), "compiled")
    check_same(function, partial(arguments, k=numbers(5, 4)), None)
    check_same(function, partial(arguments, total=numbers(3)), None)
    check_same(function, partial(arguments, inner=SimpleNamespace(v=2.5)), "compiled")
    check_same(function, partial(arguments, inner=SimpleNamespace()), None)
    shared = numbers(5, 4)
    assert (
        check_same(function, lambda: arguments(a=shared.copy(), b=numbers(5, 4)), "compiled").error
        is None
    )
    check_same(function, lambda: one_twice(arguments()), "declined")


def one_twice(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    arguments[0].b = arguments[0].a
    return arguments


@pytest.mark.parametrize("mode", ["ignore", "warn", "raise"])
def test_warnings_and_errors_of_numpy(tmp_path: Path, mode: Any) -> None:
    function = program(tmp_path, "b[i] = a[i] / c")
    update = program(tmp_path, "b[i] /= c")

    def arguments() -> tuple[Any, ...]:
        a, b, c, *rest = matrices()
        c[2] = 0
        return a, b, c, *rest

    with np.errstate(all=mode, under="ignore"):
        check_same(function, arguments, "compiled" if mode == "ignore" else "replayed")
        check_same(update, arguments, "compiled" if mode == "ignore" else "replayed")


def test_a_wrong_length_is_an_error_of_the_same_line(tmp_path: Path) -> None:
    function = program(tmp_path, "b[i] = a[i]\nb[i] = a[i, 1:] + v[:5]")
    seen = check_same(function, matrices, None)
    assert seen.error is not None
    assert seen.error[:2] == (
        ValueError,
        "could not broadcast input array from shape (5,) into shape (6,)",
    )


def test_helpers_and_builtins_are_looked_for(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def half(x):
            return x * 0.5

        def program(a, b, x):
            for i in range(len(a)):
                b[i] = a[i] * half(x) + len(a[i])
        """,
    )

    def arguments() -> tuple[Any, ...]:
        return numbers(4, 3), numbers(4, 3), 3.0

    names = function.__globals__
    check_same(function, arguments, "compiled")
    for name, other in (("half", lambda x: x * 7), ("len", lambda x: 3)):
        before = names.get(name)
        names[name] = other
        check_same(function, arguments, "declined")
        if before is None:
            del names[name]
        else:
            names[name] = before
        check_same(function, arguments, "compiled")


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("statement", ["a[:, k] = a[2]", "a[k] = a[:, 2]", "a[:, k] = -a[2]"])
def test_numpy_copies_a_line_over_itself_in_an_order_of_its_own(
    tmp_path: Path, statement: str, order: str
) -> None:
    function = define(
        tmp_path,
        f"""
        def program(a, begin, end):
            for k in range(begin, end):
                {statement}
        """,
    )
    for begin, end in itertools.combinations(range(6), 2):
        for step in (1, -1):
            check_same(function, partial(_square, order, step, begin, end), None)


def _square(order: Any, step: int, *others: int) -> tuple[Any, ...]:
    return np.array(numbers(5, 5), order=order)[::step], *others
