"""Attributes that a loop reads: inputs like names where reading them runs no code."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same, numbers
from programs import define

import autopar

GRID = """
class Grid:
    def __init__(self, n, make=np.array):
        self.n = n
        self.alpha = 0.25
        self.a = make([k * 0.75 - 1 for k in range(n)])
        self.b = make([0.5] * n)
        self.rows = make([[k + j * 0.5 for k in range(n)] for j in range(3)])

    def program(self, k):
        i = j = s = t = 0
        {}
        return i, j, s, t

program = Grid.program
"""

BODIES = {
    "a stencil": """
        for i in range(1, self.n - 1):
            self.b[i] = self.alpha * (self.a[i - 1] + self.a[i + 1]) + k
        """,
    "a sum": """
        for i in range(self.n):
            s += self.a[i] * self.alpha
        """,
    "elements": """
        for t in self.a:
            s += t * k
        """,
    "numbered elements": """
        for i, t in enumerate(self.a):
            self.b[i] = t + self.alpha
        """,
    "pairs of elements": """
        for t, j in zip(self.a, reversed(self.b)):
            s += t * j
        """,
    "rows": """
        for j in range(len(self.rows)):
            row = self.rows[j]
            for i in range(len(row)):
                row[i] = row[i] * self.alpha + self.a[i]
        """,
    "rows in a loop": """
        for row in self.rows:
            for t in row:
                s += t
        """,
    "a test": """
        for i in range(len(self.a)):
            if self.a[i] > self.alpha:
                self.b[i] -= self.a[i]
            else:
                s += 1
        """,
    "a while": """
        while i < self.n and self.a[i] < k:
            self.a[i] = i
            i += 1
        """,
    "a bound of an inner loop": """
        for j in range(3):
            for i in range(j, self.n):
                self.rows[j][i] += self.alpha
        """,
}


def with_body(folder: Path, name: str) -> tuple[Any, Callable[..., Any]]:
    """The class Grid with this body in its method, and the method, compiled."""
    method = define(folder, GRID.format(BODIES[name]))
    return method.__globals__["Grid"], method


@pytest.mark.parametrize("name", BODIES)
def test_methods_read_and_write_attributes(tmp_path: Path, name: str) -> None:
    grid, method = with_body(tmp_path, name)
    for make in (np.array, list):
        for size, outcome in ((5, "compiled"), (19, "compiled"), (0, None), (1, None), (2, None)):
            arguments = partial(lambda size, make: (grid(size, make), 2), size, make)
            check_same(method, arguments, outcome)
    check_same(method, lambda: (grid(9), "text"), None)


def test_arrays_have_extents(tmp_path: Path) -> None:
    method = define(
        tmp_path,
        """
        def program(o, a):
            for i in range(o.a.shape[0]):
                for j in range(o.a.shape[1]):
                    o.a[i, j] = i * a.ndim - j * o.b.size + o.z.imag
        """,
    )

    def arguments() -> tuple[Any, ...]:
        return types.SimpleNamespace(a=numbers(4, 5), b=numbers(3, 2), z=2 + 3j), numbers(2, 2)

    check_same(method, arguments, "compiled")


STORES = """
def program(o, a):
    for i in range(len(o.a)):
        o.b[i] = o.a[i] * 2.0 + a[i]
        o.c[i] += 1.0
"""


def arrays(**shared: str) -> tuple[Any, ...]:
    """Attributes a, b and c, some of which hold what another one holds, or the argument."""
    owner = types.SimpleNamespace(a=numbers(9), b=numbers(9), c=numbers(9))
    a = numbers(9)
    for name, other in shared.items():
        setattr(owner, name, a if other == "argument" else getattr(owner, other))
    return owner, a


def test_two_attributes_may_hold_one_array(tmp_path: Path) -> None:
    method = define(tmp_path, STORES)
    check_same(method, arrays, "compiled")
    check_same(method, partial(arrays, a="argument"), "compiled")
    for shared in ({"b": "a"}, {"c": "a"}, {"c": "b"}, {"b": "argument"}, {"c": "argument"}):
        check_same(method, partial(arrays, **shared), "declined")
        check_same(method, arrays, "compiled")


def test_attributes_may_hold_overlapping_views(tmp_path: Path) -> None:
    method = define(tmp_path, STORES)

    def views(shift: int) -> tuple[Any, ...]:
        base = numbers(40)
        return types.SimpleNamespace(a=base[:9], b=base[shift : shift + 9], c=numbers(9)), numbers(
            9
        )

    check_same(method, partial(views, 20), "compiled")
    for shift in (1, 8):
        check_same(method, partial(views, shift), "declined")
    check_same(method, partial(views, 9), "compiled")


def test_two_attributes_may_hold_one_list(tmp_path: Path) -> None:
    method = define(tmp_path, STORES)

    def lists(*, is_shared: bool) -> tuple[Any, ...]:
        owner = types.SimpleNamespace(a=[1.5] * 9, b=[0.5] * 9, c=[2.5] * 9)
        owner.c = owner.b if is_shared else owner.c
        return owner, [0.25] * 9

    check_same(method, partial(lists, is_shared=False), "compiled")
    check_same(method, partial(lists, is_shared=True), "declined")


def test_two_paths_may_lead_to_one_object(tmp_path: Path) -> None:
    method = define(
        tmp_path,
        """
        def program(o, p):
            for i in range(1, o.inner.n):
                o.inner.a[i] = p.a[i - 1] + p.n
        """,
    )

    def arguments(*, is_same: bool) -> tuple[Any, ...]:
        inner = types.SimpleNamespace(n=9, a=numbers(9))
        other = inner if is_same else types.SimpleNamespace(n=3, a=numbers(9))
        return types.SimpleNamespace(inner=inner), other

    check_same(method, partial(arguments, is_same=False), "compiled")
    check_same(method, partial(arguments, is_same=True), "declined")


def test_stores_that_fail_are_those_of_cpython(tmp_path: Path) -> None:
    method = define(tmp_path, STORES)

    def shorter(size: int, kind: Any) -> tuple[Any, ...]:
        values = [0.5] * size
        return types.SimpleNamespace(a=numbers(9), b=kind(values), c=numbers(9)), numbers(9)

    def read_only() -> tuple[Any, ...]:
        owner, a = arrays()
        owner.b.flags.writeable = False
        return owner, a

    for kind in (np.array, list):
        seen = check_same(method, partial(shorter, 5, kind), None)
        assert seen.error is not None and seen.error[0] is IndexError
    seen = check_same(method, read_only, "declined")
    assert seen.error is not None and seen.error[0] is ValueError


@pytest.mark.parametrize(
    "loop",
    [
        "for i in range(n): s += o.missing",
        "for i in range(o.missing): s += 1",
        "for x in o.missing: s += x",
        "for i in range(n):\n        if i > 2: s += o.missing",
        "for i in range(n): s += o.missing if i > 2 else o.k",
        "for i in range(n): s += i > 2 and o.missing",
        "for i in range(n): o.missing[i] = s",
        "for i in range(n):\n        if i > 2: o.missing[i] = s",
        "for i in range(n): s += o.k.missing",
        "while s < n: s += o.missing",
    ],
)
def test_a_missing_attribute_is_missed_where_it_is_read(tmp_path: Path, loop: str) -> None:
    method = define(
        tmp_path,
        "def program(o, n):\n    s = 0\n    " + loop + "\n    return s, locals().get('i')\n",
    )
    for n in (0, 2, 9):
        check_same(method, partial(lambda n: (types.SimpleNamespace(k=2), n), n), None)


@pytest.mark.parametrize(
    ("loop", "said"),
    [
        ("for i in range(n): o.k += i", "UnknownTarget"),
        ("for i in range(n): o.k = i", "UnknownTarget"),
        ("for i in range(n): s += o.get(i)", "UnknownCall"),
        ("for i in range(n):\n        s += o.k\n        o = p", "`o.k`, an attribute of what"),
        ("for o in q: s += o.k", "`o.k`, an attribute of what the loop binds"),
        ("for i in range(n): setattr(o, 'k', i)", "UnknownCall"),
        ("for i in range(n): q[i].k = i", "UnknownTarget"),
        ("for i in range(n): del o.k", "Delete"),
    ],
)
def test_loops_that_may_change_an_attribute_are_refused(
    tmp_path: Path, loop: str, said: str
) -> None:
    method = define(
        tmp_path,
        "class Thing:\n    def __init__(self, k):\n        self.k = k\n"
        "    def get(self, i):\n        self.k += i\n        return self.k\n"
        "def program(o, p, q, n):\n    s = 0\n    " + loop + "\n    return s\n",
    )
    thing = method.__globals__["Thing"]
    check_same(method, lambda: (thing(1), thing(2), [thing(k) for k in range(9)], 5), None)
    assert said in str(autopar.explain(method).loops[0])


def test_private_attributes_are_those_of_their_class(tmp_path: Path) -> None:
    method = define(
        tmp_path,
        """
        class _Grid:
            def __init__(self):
                self.__n = 7
                self.__a = np.arange(7.0)
                vars(self)["__n"] = "text"

            def program(self):
                s = 0
                for i in range(self.__n):
                    s += self.__a[i]
                return s

        program = _Grid.program
        """,
    )
    check_same(method, lambda: (method.__globals__["_Grid"](),), "compiled")


def test_decorated_methods_of_instances_and_classes(tmp_path: Path) -> None:
    method = define(
        tmp_path,
        """
        import autopar

        class Grid:
            scale = 3

            def __init__(self):
                self.a = np.ones(9)

            @autopar.jit
            def step(self):
                for i in range(len(self.a)):
                    self.a[i] = self.a[i] * self.scale
                return self.a.sum()

            @classmethod
            @autopar.jit
            def of_class(cls, a):
                for i in range(len(a)):
                    a[i] += cls.scale
                return a.sum()

        def program():
            return Grid().step(), Grid.of_class(np.ones(5))
        """,
    )
    assert method() == (27.0, 20.0)
    run = autopar.last_run()
    assert run is not None and run.outcome == "compiled"
    grid = method.__globals__["Grid"]
    assert autopar.explain(grid.step).loops[0].is_compiled


def test_attributes_of_modules_and_of_globals(tmp_path: Path) -> None:
    method = define(
        tmp_path,
        """
        import types

        settings = types.SimpleNamespace(k=2, inner=types.SimpleNamespace(a=np.ones(9)))

        class Limits:
            most = 5

        def program(a):
            for i in range(Limits.most):
                a[i] = math.pi * settings.k + np.e * settings.inner.a[i]
        """,
    )
    names = method.__globals__
    check_same(method, lambda: (np.zeros(9),), "compiled")
    names["settings"].k = 3.5
    names["Limits"].most = 4
    check_same(method, lambda: (np.zeros(9),), "compiled")
    del names["settings"].inner
    check_same(method, lambda: (np.zeros(9),), "declined")
    del names["settings"]
    check_same(method, lambda: (np.zeros(9),), "declined")


def test_another_number_in_a_module_is_seen(tmp_path: Path, monkeypatch: Any) -> None:
    method = define(
        tmp_path, "def program(a):\n    for i in range(len(a)):\n        a[i] *= math.tau\n"
    )
    import math

    check_same(method, lambda: (numbers(9),), "compiled")
    monkeypatch.setattr(math, "tau", 2)
    check_same(method, lambda: (numbers(9),), "compiled")
    monkeypatch.delattr(math, "tau")
    check_same(method, lambda: (numbers(9),), "declined")


def test_helpers_read_attributes_of_what_they_are_given(tmp_path: Path) -> None:
    method = define(
        tmp_path,
        """
        def scaled(o, x):
            return x * o.k if x > 0 else x - o.k

        def mean(values, i):
            return (values[i] + values[i + 1]) / 2

        def program(o):
            for i in range(o.n):
                o.b[i] = scaled(o, o.a[i]) + mean(o.a, i)
        """,
    )

    def arguments() -> tuple[Any, ...]:
        return (types.SimpleNamespace(k=2.5, n=8, a=numbers(9), b=numbers(8)),)

    check_same(method, arguments, "compiled")


def test_arguments_of_helpers_are_read_whatever_becomes_of_them(tmp_path: Path) -> None:
    method = define(
        tmp_path,
        """
        def later(x, o, i):
            x = o
            return x.k * i

        def perhaps(x, i):
            return x[i] if i > 2 else i

        def program(o, n):
            s = 0
            for i in range(n):
                s += perhaps(o.a, i)
            for i in range(n):
                s += later(o.a, o, i)
            return s
        """,
    )
    for n in (0, 2, 9):
        for owner in (types.SimpleNamespace(k=2, a=numbers(9)), types.SimpleNamespace(k=2)):
            seen = check_same(method, partial(lambda *given: given, owner, n), None)
            assert (seen.error is not None) == (n > 0 and not hasattr(owner, "a"))


def test_nothing_is_kept_alive_or_changed(tmp_path: Path) -> None:
    method = define(tmp_path, STORES)
    owner, a = arrays()
    objects = (owner, owner.a, owner.b, owner.c, a)
    method(owner, a)
    before = [sys.getrefcount(each) for each in objects]
    for _ in range(5):
        method(owner, a)
    assert [sys.getrefcount(each) for each in objects] == before
    assert (owner.a is objects[1], owner.b is objects[2]) == (True, True)
    run = autopar.last_run()
    assert run is not None and run.outcome == "compiled"


def test_too_many_attributes_are_left_to_cpython(tmp_path: Path) -> None:
    terms = " + ".join(f"o.k{number}" for number in range(40))
    method = define(
        tmp_path,
        f"""
        def program(o, a):
            for i in range(len(a)):
                a[i] = {terms}
            for i in range(len(a)):
                a[i] += o.k0
        """,
    )

    def arguments() -> tuple[Any, ...]:
        values = {f"k{number}": number * 0.5 for number in range(40)}
        return types.SimpleNamespace(**values), numbers(9)

    check_same(method, arguments, "compiled")
    loops = autopar.explain(method).loops
    assert [loop.is_compiled for loop in loops] == [False, True]
    assert "it reads more than 32 names" in loops[0].ran


def test_a_loop_over_objects_is_explained(tmp_path: Path) -> None:
    method = define(tmp_path, GRID.format(BODIES["a stencil"]))
    explanation = autopar.explain(method, method.__globals__["Grid"](9), 2)
    assert explanation.loops[0].is_parallel
    assert "for i in range(1, self.n - 1)" in str(explanation)
    text = explanation.source("openmp")
    assert "self_alpha" in text and "self.alpha" not in text
