"""Arrays that the body of a loop makes anew in each iteration, and that nobody else sees."""

from __future__ import annotations

import inspect
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from comparison import check_same, numbers
from new_array_programs import arguments, program
from programs import define

import autopar
from autopar import _engine

TYPES = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
TYPES += ["float32", "float64", "complex64", "complex128"]

COMPILED = {
    "zeros": """
            t = np.zeros(n)
            t[i] = a[i, 0]
            for j in range(n):
                b[i, j] = t[j] + 1""",
    "ones": """
            t = np.ones(n)
            t[i] = a[i, 0]
            for j in range(n):
                b[i, j] = t[j] * c[j]""",
    "empty": """
            t = np.empty(n)
            for j in range(n):
                t[j] = a[i, j] * x
            for j in range(n):
                b[i, j] = t[n - 1 - j]""",
    "accumulation": """
            t = np.zeros(3)
            for j in range(n):
                t[j % 3] += a[i, j]
            b[i, 0] = t[0] - t[1] * t[2]""",
    "two dimensions": """
            t = np.zeros((n, 2))
            for j in range(n):
                t[j, 1] = a[i, j]
                t[j][0] = t[j, 1] * x
            b[i, :] = t[:, 0] + t[:, 1]""",
    "three dimensions": """
            t = np.ones([2, n, 3])
            t[1, i, 2] = x
            b[i, 0] = t[1, i, 2] + t[0, 0, 0]""",
    "slices": """
            t = np.zeros(n)
            t[1:] = a[i, :-1] - a[i, 1:]
            t[0] = x
            b[i, :] = t[:] * t[::-1]""",
    "two": """
            t = np.zeros(n)
            u = np.ones(len(t))
            for j in range(n):
                t[j] = a[i, j]
                u[j] = u[j] + t[j]
            b[i, 0] = sum(u) - sum(t)""",
    "an inner loop": """
            for k in range(3):
                t = np.zeros(n)
                t[k] = a[i, k]
                b[i, k] = sum(t) + t[k]""",
    "under a test": """
            if a[i, 0] > -9:
                t = np.zeros(n)
                t[0] = a[i, 0]
                b[i, 1] = t[0] + t[1]""",
    "before an exit": """
            t = np.zeros(n)
            t[0] = a[i, 0]
            if t[0] > 1.5:
                break
            b[i, 1] = t[0]""",
    "an element that stays": """
            t = np.zeros(n)
            t[i] = a[i, i]
            s = t[i]""",
    "elements one by one": """
            t = np.zeros(n)
            t[i] = x
            for v in t:
                b[i, 0] = b[i, 0] + v""",
    "integers": """
            t = np.zeros(n, dtype=np.int64)
            for j in range(n):
                t[p[j]] += 1
            for j in range(n):
                b[i, j] = t[j]""",
    "small integers": """
            t = np.ones(n, np.int8)
            t[1] = 100
            b[i, 0] = t[0] + t[1]""",
    "bools": """
            t = np.zeros(n, bool)
            t[p[i]] = True
            for j in range(n):
                b[i, j] = 1 if t[j] else 2""",
    "rows of its own": """
            t = np.zeros((n, 3))
            t[i] = x
            t[0] = t[i] * 2 - t[1]
            b[i, 0] = t[0, 2] + t[i, 0]""",
    "rows of given arrays": """
            t = np.ones((2, n))
            t[0] = a[i] + c
            t[1] = t[0] * t[1]
            b[i] = t[1] - t[0]""",
    "whole": """
            t = np.zeros(n)
            for j in range(n):
                t[j] = a[i, n - 1 - j]
            b[i] = t""",
    "whole as an operand": """
            t = np.empty(n)
            t[:] = a[i]
            b[i] += -(t * x + c) / 3 - t""",
    "extents": """
            t = np.zeros((n - 1, a.shape[1] * 2, len(c) + 1))
            t[0, 1, 2] = x
            b[i, 0] = t[0, 1, 2] + t.shape[0] + t.shape[1] + len(t)""",
}


@pytest.mark.parametrize("name", COMPILED)
def test_the_loop_compiles_and_does_the_same(tmp_path: Path, name: str) -> None:
    seen = check_same(program(tmp_path, COMPILED[name]), arguments, "compiled")
    assert seen.error is None


@pytest.mark.parametrize("name", COMPILED)
def test_any_order_of_iterations_does_the_same(tmp_path: Path, name: str) -> None:
    _engine.set_backward_order(True)
    try:
        check_same(program(tmp_path, COMPILED[name]), arguments, "compiled")
    finally:
        _engine.set_backward_order(False)


@pytest.mark.parametrize("name", COMPILED)
@pytest.mark.parametrize("n", [0, 1, 2, 40])
def test_any_number_of_iterations_does_the_same(tmp_path: Path, name: str, n: int) -> None:
    check_same(program(tmp_path, COMPILED[name]), partial(arguments, n), None)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("maker", ["zeros", "ones", "empty"])
def test_each_type_does_the_same(tmp_path: Path, dtype: str, maker: str) -> None:
    written = "bool" if dtype == "bool" else f"np.{dtype}"
    function = program(
        tmp_path,
        f"""
        t = np.{maker}(4, dtype={written})
        t[0] = p[i] > 2
        t[1] = t[0]
        t[2] = 1
        t[3] = 0
        s = t[1]""",
    )
    check_same(function, arguments, "compiled")


WRITTEN = ["float", "int", "bool", "complex", "np.bool_", "np.bool", "np.intc", "np.intp"]
WRITTEN += ["np.int_", "np.uint", "np.single", "np.double", "np.csingle", "np.cdouble"]
WRITTEN += [repr(code) for code in ("?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8")]
WRITTEN += ["'f4'", '"f8"', "'c8'", '"c16"']


@pytest.mark.parametrize("written", WRITTEN)
def test_other_ways_to_write_a_type_do_the_same(tmp_path: Path, written: str) -> None:
    function = program(tmp_path, f"t = np.ones((2, 2), {written})\nt[0, 1] = 0\ns = t[0, 1]")
    check_same(function, arguments, "compiled")
    *_, t, _ = function(*arguments())
    *_, expected, _ = inspect.unwrap(function)(*arguments())
    assert (t.dtype.num, t.dtype.str) == (expected.dtype.num, expected.dtype.str)
    assert t.dtype is expected.dtype


def test_the_array_is_left_as_numpy_makes_it(tmp_path: Path) -> None:
    function = program(tmp_path, "t = np.zeros((n, 3), np.float32)\nt[i, 1] = x")
    *_, t, _ = function(*arguments())
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "compiled"
    expected = np.zeros((6, 3), np.float32)
    expected[5, 1] = 0.75
    assert type(t) is np.ndarray
    assert t.tobytes() == expected.tobytes()
    assert (t.strides, t.base, str(t.flags)) == (expected.strides, None, str(expected.flags))
    *_, other, _ = function(*arguments())
    assert other is not t
    assert not np.may_share_memory(other, t)


def test_a_name_that_no_iteration_binds_keeps_what_it_held(tmp_path: Path) -> None:
    body = """
            if x > 1:
                t = np.zeros(n)
                t[0] = x
                b[i, 0] = t[0]
            s = i"""
    check_same(program(tmp_path, body), arguments, None)
    check_same(program(tmp_path, body, "t = u = [1]"), arguments, None)
    unbound = program(tmp_path, body, "u = 1")
    seen = check_same(unbound, arguments, None)
    assert seen.error is not None
    assert seen.error[0] is UnboundLocalError


@pytest.mark.parametrize("is_backward", [False, True])
def test_the_last_array_may_be_that_of_an_earlier_iteration(
    tmp_path: Path, is_backward: bool
) -> None:
    under_a_test = """
            if i < 3:
                t = np.zeros(n)
                t[i] = a[i, 0]
            b[i, 0] = i"""
    in_a_loop = """
            for k in range(3 - i):
                t = np.zeros(n)
                t[k] = a[i, k] * i
                b[i, k] = t[k]
            b[i, 0] = i"""
    _engine.set_backward_order(is_backward)
    try:
        for body in (under_a_test, in_a_loop):
            check_same(program(tmp_path, body), arguments, "compiled")
            check_same(program(tmp_path, body), partial(arguments, 40), "compiled")
    finally:
        _engine.set_backward_order(False)


def copies(a: Any, b: Any) -> tuple[Any, ...]:
    return a.copy(), b.copy(), 6


def test_each_form_of_the_loop_has_arrays_of_its_own(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b, n):
            for i in range(n):
                t = np.zeros(n)
                u = np.ones((2, n), np.float32)
                t[:] = a[i]
                u[1] = t * 2
                b[i] = u[1, i] - t[0]
            return t, u
        """,
    )
    vector, plane = numbers(6), numbers(6, 6)
    for _ in range(2):
        for a in (vector, plane):
            for b in (np.zeros(6), np.zeros((6, 6)), np.zeros((6, 3))):
                check_same(function, partial(copies, a, b), "compiled")
        check_same(function, lambda: (numbers(6, 6, 6), np.zeros(6), 6), None)
        check_same(function, lambda: (plane.copy(), np.zeros(6), -1), None)
        check_same(function, lambda: (plane.tolist(), np.zeros(6), 6), None)


def test_what_an_iteration_skips_does_the_same(tmp_path: Path) -> None:
    body = """
            if a[i, 0] < 0:
                continue
            t = np.zeros(n)
            t[i] = a[i, 0]
            if a[i, 1] < 0:
                continue
            b[i, 0] = t[i]"""
    check_same(program(tmp_path, body), arguments, "compiled")


EXTENTS = ["-1", "x", "a", "True", "n - 7", "100000000000000", "2**63", "p[0]", "None", "c", "s"]


@pytest.mark.parametrize("extent", EXTENTS)
def test_odd_extents_do_the_same(tmp_path: Path, extent: str) -> None:
    for shape in (extent, f"({extent}, 2)", f"(2, {extent})"):
        function = program(tmp_path, f"t = np.zeros({shape})\nb[i, 0] = 2")
        check_same(function, arguments, None)


@pytest.mark.parametrize("n", [0, 3, True, np.int64(3), np.int8(3), np.uint64(3), 3.0, 2**70])
def test_extents_of_any_type_do_the_same(tmp_path: Path, n: Any) -> None:
    function = define(
        tmp_path,
        """
        def program(b, n):
            for i in range(4):
                t = np.zeros((n, 2))
                u = np.ones(n + 100)
                b[i] = len(t) + len(u)
            return t, u
        """,
    )
    check_same(function, lambda: (np.zeros(4), n), None)


def test_errors_and_warnings_do_the_same(tmp_path: Path) -> None:
    for body in (
        "t = np.zeros(n)\nt[i + 2] = 1",
        "t = np.zeros(n)\nb[i, 0] = a[i, 0] / t[0]",
        "t = np.zeros(n, np.int8)\nt[0] = 300 * i",
        "t = np.zeros(n, np.int8)\nt[0] = 100\nt[1] = t[0] + t[0]",
        "t = np.zeros(n)\nt[0] = 1j",
        "t = np.zeros(n)\nt[0, 0] = 1",
        "t = np.zeros((n, 2))\nt[0] = 1",
        "t = np.zeros(n)\nt[x] = 1",
        "t = np.zeros(n)\nt[i] = b[i, 0] * 1e308 * 1e10\nb[i, 1] = 3",
    ):
        check_same(program(tmp_path, body), arguments, None)


def test_the_functions_are_numpys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    function = program(tmp_path, "t = np.zeros(n, np.int16)\nt[0] = i\ns = t[0]")
    check_same(function, arguments, "compiled")
    for name, other in (("zeros", np.ones), ("int16", np.int32)):
        before = getattr(np, name)
        setattr(np, name, other)
        try:
            check_same(function, arguments, "declined")
        finally:
            setattr(np, name, before)
    check_same(function, arguments, "compiled")
    other_word = "t = np.zeros(n, np.csingle)\nt[0] = x / 3\ns = t[0]"
    function = program(tmp_path, other_word)
    check_same(function, arguments, "compiled")
    before = np.csingle
    monkeypatch.setattr(np, "csingle", np.complex128)
    check_same(function, arguments, "declined")
    late = program(tmp_path, other_word)
    check_same(late, arguments, None)
    assert not autopar.explain(late).loops[0].is_compiled
    monkeypatch.setattr(np, "csingle", before)
    check_same(function, arguments, "compiled")
    plain = program(tmp_path, "t = np.zeros(n, int)\nt[0] = i\ns = t[0]")
    check_same(plain, arguments, "compiled")
    plain.__globals__["int"] = float
    try:
        check_same(plain, arguments, "declined")
    finally:
        del plain.__globals__["int"]


@pytest.mark.parametrize(("cells", "outcome"), [(200, "compiled"), (100_000, "declined")])
def test_large_arrays_of_which_little_is_used_are_left_to_cpython(
    tmp_path: Path, cells: int, outcome: str
) -> None:
    function = define(
        tmp_path,
        """
        def program(b, m):
            for i in range(len(b)):
                t = np.zeros(m)
                for j in range(10):
                    t[j] = i + j
                b[i] = t[9] - t[0]
            return t
        """,
    )
    check_same(function, lambda: (np.zeros(20), cells), outcome)
    run = autopar.last_run()
    assert run is not None
    assert ("to fill the arrays" in run.reason) == (outcome == "declined")


def test_reports_speak_of_the_loops_of_the_text(tmp_path: Path) -> None:
    function = program(tmp_path, COMPILED["two dimensions"])
    check_same(function, arguments, "compiled")
    assert len(autopar.explain(function).loops) == 2


def test_a_parameter_of_the_name_is_not_looked_at(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(t, b, n):
            for i in range(n):
                t = np.zeros(3)
                t[i % 3] = i
                b[i] = t[0] + t[1]
            return t
        """,
    )
    old: tuple[Any, ...] = (None, [1, 2], np.zeros(3), "text")
    for before in old:
        check_same(function, partial(lambda t: (t, np.zeros(7), 7), before), "compiled")


def test_methods_make_arrays_by_attributes(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(box, b):
            for i in range(box.n):
                t = np.zeros(box.n + 1)
                t[i] = box.n
                b[i] = sum(t)
            return t
        """,
    )
    check_same(function, lambda: (SimpleNamespace(n=7), np.zeros(9)), "compiled")
