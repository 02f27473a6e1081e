"""Statements on slices of arrays inside loops: compiled as loops over their cells."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same, numbers
from programs import define

import autopar

REALS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
REALS += ["bool", "float32", "float64"]
DTYPES = [*REALS, "complex64", "complex128"]
INTEGERS = REALS[:8]

COMPILED = {
    "copies": "b[i, :] = a[i, :]",
    "fills": "b[i, 1:] = 2.5",
    "fills by an element": "b[i, 1:] = a[i, 0]",
    "columns": "b[:, i] = a[:, i] * 2",
    "a row from a column": "b[i, :n] = a[:n, i]",
    "all operators": "b[i, :] = (a[i, :] - c[:]) * x + a[i, :] / (c[:] + 10) - -c[:]",
    "an update": "b[i, :] += a[i, :] * x",
    "all updates": """
            b[i, :] += c[:]
            b[i, 1:] -= a[i, 1:]
            b[i, :-1] *= c[1:]
            b[i, 1:-1] /= 3""",
    "windows": "b[i, 1:-1] = a[i, :-2] + a[i, 2:] - 2 * a[i, 1:-1]",
    "a shift down": "b[i, :-1] = b[i, 1:]",
    "lower triangles": "b[i, :i] = a[i, :i] * x",
    "upper triangles": "b[i, i:] = a[i, i:] - a[i - 1, i:]",
    "blocks": "b[i, 2:n - 1] = a[i, 1:n - 2]",
    "an element of the row itself": "b[i, :] = b[i, :] / b[i, 1]",
    "an element of the row in an update": "b[i, :] -= b[i, 2] * c[:]",
    "a scalar of Python's": "b[i, :] = 2 * x * a[i, :] * i",
    "an index that counts from the end": "b[-1 - i, :] = a[-1, :]",
    "two subscripts": "b[i][1:] = a[i][:-1]",
    "a plane": "b[1:, :] = a[1:, :] * i",
    "a plane from rows": "b[:, :] = c[:] * i - a[:, :]",
    "a plane of windows": "b[1:-1, 1:-1] = a[:-2, 1:-1] + a[2:, 1:-1]",
    "a plane that moves": "b[:-1, 1:] = b[1:, 1:]",
    "bounds from an array": "b[p[i]:p[i + 1], 0] = a[p[i]:p[i + 1], 1] + i",
    "under a test": """
            if a[i, 0] > 0:
                b[i, :] = a[i, :] * a[i, 1]
            else:
                b[i, 1:] = -c[1:]""",
    "steps": "b[i, ::2] = a[i, 1::2] + b[i, 1::2]",
    "steps of two kinds": "b[i, :3] = a[i, ::2] - a[1, 1::2]",
    "steps of three kinds": "b[i, ::3] = a[i, :2] * a[:6:3, i]",
    "backward": "b[i, :] = a[i, ::-1]",
    "backward in steps": "b[i, -2::-2] = a[i, 4::-2] + a[i, :0:-2]",
    "a checkerboard": "b[1:-1:2, ::2] = a[:-2:2, ::2] + a[2::2, ::2]",
    "squares": "b[i, :] = (a[i, :] - c[:]) ** 2 + -c[:] ** 2",
    "an update by squares": "b[i, :] -= x * a[i, :] ** 2",
    "bounds that are floor quotients": "b[i, n // 2:] = a[i, n // 2:]",
}


def matrices(rows: int = 6, dtype: str = "float64") -> tuple[Any, ...]:
    a, b = (numbers(rows, 6) * 10, numbers(6, rows).T + 3)
    p = np.array([0, 1, 1, 3, 3, 5, 6])
    return a.astype(dtype), b.astype(dtype), numbers(6).astype(dtype), p, 0.75, rows


def program(folder: Path, body: str) -> Callable[..., Any]:
    lines = textwrap.indent(textwrap.dedent(body).strip(), " " * 8)
    head = "def program(a, b, c, p, x, n):\n    for i in range(n):\n"
    return define(folder, f"{head}{lines}\n    return i\n")


@pytest.mark.parametrize("name", COMPILED)
def test_the_statement_compiles_and_does_the_same(tmp_path: Path, name: str) -> None:
    check_same(program(tmp_path, COMPILED[name]), matrices, "compiled")


@pytest.mark.parametrize("name", COMPILED)
@pytest.mark.parametrize("dtype", DTYPES)
def test_each_dtype_does_the_same(tmp_path: Path, name: str, dtype: str) -> None:
    with np.errstate(all="ignore"):
        check_same(program(tmp_path, COMPILED[name]), partial(matrices, 6, dtype), None)


@pytest.mark.parametrize("dtype", DTYPES)
def test_copies_and_fills_of_each_dtype_compile(tmp_path: Path, dtype: str) -> None:
    for body in ("b[i, 1:] = a[i, 1:]", "b[i, :] = a[i, 2]", "b[:, i] = True"):
        arguments = partial(matrices, 6, dtype) if dtype != "uint8" else partial(small, dtype)
        if np.dtype(dtype).kind == "u":
            arguments = partial(small, dtype)
        check_same(program(tmp_path, body), arguments, "compiled")


def small(*dtypes: str) -> tuple[Any, ...]:
    """Numbers that every operator leaves in the range of every type."""
    values = np.arange(36).reshape(6, 6) % 5 + 1
    left, right = dtypes[0], dtypes[-1]
    p = np.array([0, 1, 1, 3, 3, 5, 6])
    return values.astype(left), values.T.astype(right), values[0].astype(right), p, 2, 6


@pytest.mark.parametrize("operator", ["+", "-", "*", "/"])
@pytest.mark.parametrize("left", REALS)
def test_operators_on_two_dtypes(tmp_path: Path, operator: str, left: str) -> None:
    function = program(tmp_path, f"b[i, :] = a[i, :] {operator} b[i, :]")
    update = program(tmp_path, f"b[i, :] {operator}= a[i, :]")
    scalar = program(tmp_path, f"b[i, :] = a[i, :] {operator} x")
    for right in REALS:
        check_same(function, partial(small, left, right), None)
        check_same(update, partial(small, left, right), None)
        check_same(scalar, partial(small, left, right), None)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_floats_of_one_kind_compile(tmp_path: Path, dtype: str) -> None:
    for operator in "+-*/":
        function = program(tmp_path, f"b[i, :] = a[i, :] {operator} c[:] {operator} 3")
        check_same(function, partial(small, dtype), "compiled")
        update = program(tmp_path, f"b[i, :] {operator}= c[:]")
        check_same(update, partial(small, dtype), "compiled")


@pytest.mark.parametrize("dtype", INTEGERS)
def test_integers_that_wrap_around_wrap(tmp_path: Path, dtype: str) -> None:
    limits = np.iinfo(dtype)

    def arguments(value: int) -> tuple[Any, ...]:
        a = np.full((6, 6), value, dtype)
        return a, a.copy(), a[0].copy(), np.arange(7), 2, 6

    for body in ("b[i, :] = a[i, :] + a[i, :]", "b[i, :] *= a[i, :]", "b[i, :] = -a[i, :]"):
        for value in (limits.min, limits.max, 1):
            check_same(program(tmp_path, body), partial(arguments, value), None)
    check_same(program(tmp_path, "b[i, :] = c[:] + 300"), partial(arguments, 1), None)
    check_same(program(tmp_path, "b[i, :0] = c[:0] + 300"), partial(arguments, 1), None)
    check_same(program(tmp_path, "b[i, :0] = -1"), partial(arguments, 1), None)
    check_same(program(tmp_path, "b[i, :] = -1"), partial(arguments, 1), None)
    for stored in ("300", "-1", "c[p[0]:p[0]] + 300", "c[p[0]:p[0]] - 1"):
        nothing = program(tmp_path, f"b[i, p[0]:p[0]] = {stored}")
        check_same(nothing, partial(arguments, 1), None)


REFUSED = {
    "a carried cell": "b[i, 1:] = b[i, :-1]",
    "a carried cell in an update": "b[i, 1:] += b[i, :-1]",
    "cells of both sides": "b[i, 1:-1] = b[i, 2:] + b[i, :-2]",
    "a transposed plane": "b[:, :] = b[:, :] + b[i, :]",
    "a power": "b[i, :] = a[i, :] ** 3",
    "a power of a square": "b[i, :] = (a[i, :] ** 2) ** 2",
    "steps without a common one": "b[i, ::2] = a[i, ::3]",
    "a step of the data": "b[i, ::n] = 1",
    "backward from the data": "b[i, n::-1] = 1",
    "a floor quotient": "b[i, :] = a[i, :] // 3",
    "a remainder": "b[i, :] %= 3",
    "a sum": "b[i, 0] = a[i, :].sum()",
    "a function": "b[i, :] = np.exp(a[i, :])",
    "a mask": "b[i, a[i, :] > 0] = 0",
    "an array of indices": "b[i, p[:3]] = 1",
    "an Ellipsis": "b[..., 1:] = a[..., :-1]",
    "a new axis": "b[None, i, 1:] = a[None, i, :-1]",
    "a list": "b[i, :] = [1, 2, 3, 4, 5, 6]",
    "two targets": "b[i, :] = a[i, :] = c[:]",
    "a name for a view": """
            v = a[i, :]
            v[1:] = 2""",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_does_the_same(tmp_path: Path, name: str) -> None:
    function = program(tmp_path, REFUSED[name])
    check_same(function, matrices, None)
    assert not any(loop.is_compiled for loop in autopar.explain(function).loops)


SHAPES = {
    "negative bounds": "b[i, -4:-1] = a[i, -5:-2]",
    "beyond the extent": "b[i, 2:100] = a[i, 2:]",
    "a lower bound beyond the extent": "b[i, 100:] = a[i, 200:]",
    "far below zero": "b[i, -100:3] = a[i, :3]",
    "reversed bounds": "b[i, 4:2] = a[i, 5:1]",
    "clamped alike": "b[i, i + 3:i + 8] = a[i, i + 3:i + 8]",
    "clamped alike under a test": """
            if x > 0:
                b[i, i + 3:i + 8] = a[i, i + 3:i + 8]""",
    "clamped alike by the data": "b[i, p[i]:p[i] + 4] = a[i, p[i]:p[i] + 4]",
    "a number beyond the type for no cell": "b[i, p[0]:p[0]] = 1e300",
    "empty": "b[i, 2:2] = a[i, 3:3]",
    "an empty one beside a fill": "b[i, i:i] = 1 / x",
    "a fill of nothing by an error": "b[i, i:i] = i // (i - 3)",
    "length one is broadcast": "b[i, :] = a[i, 2:3]",
    "no target for one": "b[i, 2:2] = a[i, 2:3]",
    "lengths differ": "b[i, 1:4] = a[i, 1:3]",
    "lengths differ later": "b[i, i:4] = a[i, 1:3]",
    "lengths of operands differ": "b[i, 1:4] = a[i, 1:4] + c[:2]",
    "lengths of nothing differ": "b[i, 1:1] = a[i, 1:3]",
    "a plane of other rows": "b[0:0, 0:5] = a[0:0, 0:4]",
    "a plane of other columns": "b[2:4, :] = a[2:4, 1:]",
    "more dimensions": "b[i, :] = a[:, :]",
    "a row beyond the extent": "b[i + 3, :] = a[i, :]",
    "a row beyond the extent of nothing": "b[i + 3, 2:2] = a[i, 2:2]",
    "a column beyond the extent": "b[:, 6] = a[:, i]",
    "a bound from an expression that is negative": "b[i, i - 2:] = a[i, i - 2:]",
    "a bound that is a float": "b[i, x:] = 1",
    "a bound that is a bool": "b[i, True:] = c[1:]",
    "a subscript that is a bool": "b[True, 1:] = 1",
    "too many subscripts": "c[i, 1:] = 1",
    "too few subscripts": "b[1:] = a[1:]",
    "a name without a value": """
            if i > 9:
                y = 1
            b[i, i:i] = y""",
    "division by zero": "b[i, :] = a[i, :] / 0",
    "division of nothing by zero": "b[i, 3:3] = a[i, 3:3] / 0",
    "zero by zero": "b[i, :] = (a[i, :] - a[i, :]) / (i - 2)",
    "overflow": "b[i, :] = a[i, :] * 1e308 * 10",
    "a number beyond the type": "b[i, :] = a[i, :] * 1e300 * 1e300",
    "a NaN": "b[i, :] = float('nan')",
    "of a NaN nothing": "b[i, 2:2] = float('nan')",
    "infinity": "b[i, :] = c[:] * float('inf')",
    "a Python int of many bits": "b[i, :] = c[:] + 2 ** 60",
    "a step": "b[i, ::2] = a[i, 1::2]",
    "a step of other lengths": "b[i, ::2] = a[i, 2::2]",
    "two steps": "b[i, ::4] = a[i, ::3]",
    "backward": "b[i, ::-1] = a[i, :]",
    "backward from beyond the extent": "b[i, 9::-1] = a[i, :]",
    "backward to what counts from the end": "b[i, 5:-3:-1] = a[i, -2:]",
    "backward the wrong way": "b[i, 2:4:-1] = a[i, 3:5:-2]",
}


@pytest.mark.parametrize("dtype", ["float64", "float32", "int64", "uint8", "bool", "complex128"])
@pytest.mark.parametrize("name", SHAPES)
def test_bounds_and_errors_are_numpys(tmp_path: Path, name: str, dtype: str) -> None:
    function = program(tmp_path, SHAPES[name])
    for layout in (matrices, zero_size, one_row):
        check_same(function, partial(cast, layout, dtype), None)


def cast(layout: Callable[[], tuple[Any, ...]], dtype: str) -> tuple[Any, ...]:
    a, b, c, *rest = layout()
    with np.errstate(all="ignore"):
        return a.astype(dtype), b.astype(dtype), c.astype(dtype), *rest


def zero_size() -> tuple[Any, ...]:
    return np.zeros((6, 0)), np.zeros((6, 0)), np.zeros(0), np.arange(7), 0.5, 6


def one_row() -> tuple[Any, ...]:
    return numbers(1, 6), numbers(1, 6), numbers(6), np.arange(7), 0.5, 1


@pytest.mark.parametrize("name", COMPILED)
def test_layouts_and_aliases_do_the_same(tmp_path: Path, name: str) -> None:
    function = program(tmp_path, COMPILED[name])

    def views(where: str) -> tuple[Any, ...]:
        a, b, c, p, x, n = matrices()
        store = numbers(14, 14)
        return {
            "Fortran": (np.asfortranarray(a), np.asfortranarray(b), c, p, x, n),
            "strided": (store[::2, ::2][:6, :6], b[::-1, ::-1], store[7, 1:13:2], p, x, n),
            "one array twice": (b, b, c, p, x, n),
            "a row of its own": (a, b, b[2], p, x, n),
            "overlapping": (store[:6, :6], store[1:7, :6], c, p, x, n),
            "transposed": (b.T, b, c, p, x, n),
            "broadcast": (np.broadcast_to(c, (6, 6)), b, c, p, x, n),
            "read-only": (a, np.broadcast_to(c, (6, 6)), c, p, x, n),
            "a vector": (a, c, c, p, x, n),
            "a list": (a.tolist(), b, c, p, x, n),
            "a list of rows": (a, b.tolist(), c.tolist(), p, x, n),
            "NumPy's scalars": (a, b, c, p, np.float32(0.5), np.int16(6)),
            "three dimensions": (numbers(6, 6, 6), numbers(6, 6, 6), c, p, x, n),
        }[where]

    for where in (
        "Fortran",
        "strided",
        "one array twice",
        "a row of its own",
        "overlapping",
        "transposed",
        "broadcast",
        "read-only",
        "a vector",
        "a list",
        "a list of rows",
        "NumPy's scalars",
        "three dimensions",
    ):
        check_same(function, partial(views, where), None)


def test_every_pair_of_windows_does_the_same(tmp_path: Path) -> None:
    bounds = ["1:n - 1", "2:n", ":n - 2", ":", "i:n - 2 + i", "i:", ":i"]
    outcomes = []
    for left, right in itertools.product(bounds, bounds):
        function = program(tmp_path, f"c[{left}] = c[{right}] * 2 + a[i, {right}]")

        def arguments() -> tuple[Any, ...]:
            a, b, c, p, x, _ = matrices()
            return a, b, c, p, x, 6

        check_same(function, arguments, None)
        run = autopar.last_run()
        assert run is not None
        outcomes.append(run.outcome)
    assert outcomes.count("compiled") >= 7


@pytest.mark.parametrize("mode", ["ignore", "warn", "raise"])
def test_warnings_and_errors_of_numpy(tmp_path: Path, mode: Any) -> None:
    function = program(tmp_path, "b[i, :] = a[i, :] / c[:]")
    zero = program(tmp_path, "b[i, :] /= i - 3")

    def arguments() -> tuple[Any, ...]:
        a, b, c, p, x, n = matrices()
        c[2] = 0
        return a, b, c, p, x, n

    with np.errstate(all=mode, under="ignore"):
        check_same(function, arguments, "compiled" if mode == "ignore" else "replayed")
        check_same(zero, matrices, "compiled" if mode == "ignore" else "replayed")


@pytest.mark.parametrize("window", [":", "i:i + 1", "2:4"])
def test_what_is_stored_over_warns_all_the_same(tmp_path: Path, window: str) -> None:
    function = program(tmp_path, f"b[i, {window}] = a[i, {window}] / x\nb[i, {window}] = 0")

    def arguments(x: float) -> tuple[Any, ...]:
        a, b, c, p, _, n = matrices()
        return a, b, c, p, x, n

    seen = check_same(function, partial(arguments, 0.0), "replayed")
    assert "divide by zero" in seen.warnings[0][1]
    check_same(function, partial(arguments, 2.0), "compiled")


def test_what_happened_before_an_error_stays(tmp_path: Path) -> None:
    function = program(tmp_path, "b[i, :] = a[i, :] * 2\nc[i + 3:4] = c[:1]")
    check_same(function, matrices, None)
    later = program(tmp_path, "b[i + 2, 1:] = a[i, 1:]")
    seen = check_same(later, matrices, None)
    assert seen.error is not None
    assert seen.error[0] is IndexError


def test_triangles_of_nothing_are_no_replay(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, n):
            for k in range(n):
                a[k + 1:, k] /= a[k, k]
                for i in range(k + 1, n):
                    a[i, k + 1:] -= a[i, k] * a[k, k + 1:]
        """,
    )
    check_same(function, lambda: (numbers(9, 9) + 9 * np.eye(9), 9), "compiled")


def test_outer_loops_run_on_threads(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b, n):
            for i in range(n):
                b[i, 1:] = a[i, :-1] * a[i, 0] + a[i, 1:]
        """,
    )
    check_same(function, lambda: (numbers(40, 30), numbers(40, 30), 40), "compiled")
    loops = autopar.explain(function).loops
    assert [loop.is_parallel for loop in loops] == [True]
    assert len(loops) == 1


def test_loops_keep_their_places_in_the_explanation(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b, n):
            for i in range(n):
                b[i, 1:] = a[i, :-1]
                for j in range(n):
                    b[i, j] = b[i, j] + 1
                for k in range(n):
                    a[i, k] = np.fft.fft(a)
        """,
    )
    loops = autopar.explain(function).loops
    assert [loop.header.split()[1] for loop in loops] == ["i", "j", "k"]
    assert [bool(loop.refusals) for loop in loops] == [True, False, True]
