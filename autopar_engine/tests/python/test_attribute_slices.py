"""Statements on slices of arrays that attributes hold."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from copy import deepcopy
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from comparison import check_same, numbers
from programs import define

import autopar

GRID = """
class Grid:
    def __init__(self, n, dtype):
        self.n = n
        self.k = 2
        self.a = (np.arange(n * n).reshape(n, n) % 7).astype(dtype)
        self.b = (np.arange(n * n).reshape(n, n) % 5 + 1).astype(dtype)
        self.__hidden = np.arange(n).astype(dtype)
        self.v = np.arange(1, n + 1).astype(dtype)

    def program(self, o, v):
        for i in range(self.n):
{}
        return i

program = Grid.program
"""

COMPILED = {
    "a shifted row": "self.a[i, 1:] = self.b[i, :-1] * self.k",
    "a row": "self.a[i, :] = self.b[i, :] + v[:]",
    "an update": "self.a[i, 1:] += self.v[:-1]",
    "an update of another object's": "o.a[i, 1:] -= self.v[:-1]",
    "an array of an attribute's": "o.inner.a[i, ::2] = o.inner.a[i, 1::2] + self.b[i, ::2]",
    "two subscripts": "self.a[i][1:] = self.b[i][:-1]",
    "a shift down": "self.v[:-1] = self.v[1:]",
    "backward": "self.a[i, :] = self.b[i, ::-1]",
    "a column of a private one": "self.a[:, i] = self.__hidden[:] * self.__hidden[i]",
    "a plane": "self.a[1:-1, 1:-1] = self.b[:-2, 1:-1] + self.b[2:, 1:-1]",
    "bounds that are attributes": "self.v[:self.n - self.k] = v[self.k:self.n]",
    "a fill": "self.a[i, i:] = self.k",
    "an element of an attribute": "self.a[i, :] = self.v[i] * self.b[i, :]",
    "under a test": """
        if self.v[i] > self.k:
            self.a[i, :] = -self.b[i, :]
        else:
            self.a[i, :-1] *= self.k""",
}


def with_body(folder: Path, body: str) -> tuple[Any, Callable[..., Any]]:
    """The class Grid with this body of the loop in its method, and the method, compiled."""
    lines = textwrap.indent(textwrap.dedent(body).strip(), " " * 12)
    method = define(folder, GRID.replace("{}", lines))
    return method.__globals__["Grid"], method


def owner(n: int, dtype: str) -> SimpleNamespace:
    a = (np.arange(n * n).reshape(n, n) % 3 + 1).astype(dtype)
    return SimpleNamespace(a=a, inner=SimpleNamespace(a=a + a))


def arguments(grid: Any, n: int = 6, dtype: str = "float64") -> tuple[Any, ...]:
    return grid(n, dtype), owner(n, dtype), (np.arange(n) % 4).astype(dtype)


@pytest.mark.parametrize("name", COMPILED)
def test_the_statement_compiles_and_does_the_same(tmp_path: Path, name: str) -> None:
    grid, method = with_body(tmp_path, COMPILED[name])
    for n in (6, 18):
        check_same(method, partial(arguments, grid, n), "compiled")
    for n in (0, 1, 2, 3):
        check_same(method, partial(arguments, grid, n), None)


@pytest.mark.parametrize("name", COMPILED)
@pytest.mark.parametrize(
    "dtype", ["bool", "int8", "uint8", "int64", "float32", "complex64", "complex128"]
)
def test_each_dtype_does_the_same(tmp_path: Path, name: str, dtype: str) -> None:
    grid, method = with_body(tmp_path, COMPILED[name])
    check_same(method, partial(arguments, grid, 6, dtype), None)


REFUSED = {
    "a carried cell": "self.v[1:] = self.v[:-1]",
    "a carried cell in an update": "self.v[1:] += self.v[:-1]",
    "a store to the attribute": """
        self.v = self.v[::-1]
        self.a[i, :] = self.v[:]""",
    "a store to another attribute": """
        self.k = i
        self.a[i, 1:] = self.b[i, 1:]""",
    "a store beside it": """
        o.total = i
        self.a[i, 1:] = self.b[i, 1:]""",
    "a method that binds the attribute": """
        self.a[i, 1:] = self.b[i, 1:]
        setattr(self, "a", self.b)""",
    "an object of the loop's own": """
        p = o.inner
        p.a[i, 1:] = self.b[i, 1:]""",
    "an update of the attribute": "self.v += v",
    "a transposed array": "self.a.T[i, 1:] = self.b[i, 1:]",
    "a real part": "self.v.real[1:] = v[1:]",
    "a call's": "vars(self)['v'][1:] = v[1:]",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_does_the_same(tmp_path: Path, name: str) -> None:
    grid, method = with_body(tmp_path, REFUSED[name])
    check_same(method, partial(arguments, grid), None)
    assert not any(loop.is_compiled for loop in autopar.explain(method).loops)


def test_a_helper_may_bind_the_attribute_anew(tmp_path: Path) -> None:
    method = define(
        tmp_path,
        """
        def turn(o):
            o.a = o.a[::-1]
            return 1.0

        def program(o):
            for i in range(3):
                o.a[1:] = o.b[:-1] * turn(o)
        """,
    )
    check_same(method, lambda: (SimpleNamespace(a=numbers(7), b=numbers(7)),), None)
    assert not any(loop.is_compiled for loop in autopar.explain(method).loops)


UPDATES = """
class Slots:
    __slots__ = ("a", "b", "k")

class Computed:
    reads = 0

    @property
    def a(self):
        self.reads += 1
        return self._a

class Guarded:
    def __getattribute__(self, name):
        object.__setattr__(self, "last", name)
        return object.__getattribute__(self, name)

class Missing:
    def __getattr__(self, name):
        self.asked = name
        return self.b

class Plain:
    pass

class OfClass:
    b = np.arange(7.0) + 1
    k = 0.5

class Locked:
    def __init__(self):
        self.__dict__.update(k=0.5)

    def __setattr__(self, name, value):
        self.__dict__[name] = value * 1

def program(o, v):
    for i in range(3):
        o.a[1:] = o.b[:-1] * o.k + v[i]
    return i
"""


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("Slots", "compiled"),
        ("Plain", "compiled"),
        ("OfClass", "compiled"),
        ("Locked", "compiled"),
        ("Computed", "declined"),
        ("Guarded", "declined"),
        ("Missing", "declined"),
    ],
)
def test_what_hands_the_attribute_out_decides(tmp_path: Path, name: str, outcome: str) -> None:
    function = define(tmp_path, UPDATES)
    made = function.__globals__[name]

    def objects() -> tuple[Any, ...]:
        o = made()
        values = {"a": np.zeros(7), "b": numbers(7), "k": 0.5}
        held = {"Computed": ("b", "k"), "Missing": ("b", "k"), "OfClass": ("a",)}
        for each in held.get(name, ("a", "b", "k")):
            setattr(o, each, values[each])
        if name == "Computed":
            o._a = values["a"]
        return o, numbers(3)

    check_same(function, objects, outcome)


SHARED = """
def program(o, v):
    for i in range(4):
        o.a[1:] = o.b[:-1] + v[1:]
        o.c[:-1] *= 0.5
"""


def test_one_array_under_two_attributes(tmp_path: Path) -> None:
    function = define(tmp_path, SHARED)

    def shared(**names: str) -> tuple[Any, ...]:
        o = SimpleNamespace(a=numbers(9), b=numbers(9), c=numbers(9))
        v = numbers(9)
        for name, other in names.items():
            setattr(o, name, v if other == "argument" else getattr(o, other))
        return o, v

    check_same(function, shared, "compiled")
    check_same(function, partial(shared, b="argument"), "compiled")
    for names in ({"a": "b"}, {"c": "a"}, {"a": "argument"}, {"c": "b"}, {"b": "c", "a": "c"}):
        check_same(function, partial(shared, **names), "declined")

    def views(shift: int) -> tuple[Any, ...]:
        store = numbers(40)
        return SimpleNamespace(a=store[:9], b=store[shift : shift + 9], c=store[30:39]), numbers(9)

    for shift in (1, 8):
        check_same(function, partial(views, shift), "declined")
    check_same(function, partial(views, 9), "compiled")


ODD: dict[str, dict[str, Any]] = {
    "a list": {"a": [1.0, 2.0, 3.0, 4.0]},
    "a list of rows": {"a": [[1.0, 2.0], [3.0, 4.0]]},
    "a number": {"a": 2.5},
    "None": {"a": None},
    "a matrix": {"a": np.array([[1.0, 2.0], [3.0, 4.0]]).view(np.matrix)},
    "a masked array": {"b": np.ma.array([1.0, 2.0, 3.0, 4.0], mask=[False, True, False, False])},
    "objects": {"a": np.array([1, 2, 3, 4], object)},
    "a plane": {"a": np.zeros((4, 4))},
    "a plane of the other length": {"a": np.zeros((4, 3))},
    "too short": {"b": np.zeros(3)},
    "too long": {"b": np.zeros(5)},
    "of length two": {"b": np.ones(2)},
    "empty": {"a": np.zeros(0), "b": np.zeros(0)},
    "of length one": {"a": np.zeros(1), "b": np.zeros(1)},
    "read-only": {"a": np.broadcast_to(np.float64(2), (4,))},
    "unwriteable": {"a": np.frombuffer(b"\0" * 32)},
    "backward": {"a": np.arange(4.0)[::-1], "b": np.arange(8.0)[::2]},
    "NumPy's number": {"k": np.float32(0.3)},
    "an array for a number": {"k": np.arange(3.0)},
    "an array of no dimension": {"k": np.array(0.5)},
    "bools": {"a": np.zeros(4, bool), "b": np.ones(4, bool)},
    "an overflow": {"a": np.zeros(4, "int8"), "b": np.full(4, 100, "int8"), "k": 2},
    "an int beyond the type": {"a": np.zeros(4, "int8"), "b": np.ones(4, "int8"), "k": 300},
    "a small float type": {"a": np.zeros(4, "float32"), "b": np.ones(4, "float32"), "k": 0.1},
    "beyond a small float type": {"b": np.ones(4, "float32"), "k": 1e300},
    "missing": {"b": "missing"},
}


@pytest.mark.parametrize("statement", ["=", "+=", "-=", "*=", "/="])
@pytest.mark.parametrize("name", ODD)
def test_odd_values_do_the_same(tmp_path: Path, name: str, statement: str) -> None:
    function = define(
        tmp_path,
        f"""
        def program(o):
            for i in range(3):
                o.a[1:] {statement} o.b[:-1] * o.k
            return i
        """,
    )

    def objects() -> tuple[Any, ...]:
        o = SimpleNamespace(a=np.arange(4.0), b=np.arange(4.0) + 1, k=0.5)
        for key, value in ODD[name].items():
            if isinstance(value, str):
                delattr(o, key)
            else:
                is_kept = isinstance(value, np.ndarray) and not value.flags.writeable
                setattr(o, key, value if is_kept else deepcopy(value))
        return (o,)

    check_same(function, objects, None)


def test_a_wrong_length_is_an_error_of_the_same_line(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(o):
            for i in range(4):
                o.v[i] = i
                o.a[i, i:] = o.b[:4]
        """,
    )

    def objects() -> tuple[Any, ...]:
        return (SimpleNamespace(a=numbers(4, 4), b=numbers(9), v=numbers(4)),)

    seen = check_same(function, objects, None)
    assert seen.error is not None
    assert seen.error[:2] == (
        ValueError,
        "could not broadcast input array from shape (4,) into shape (3,)",
    )
