"""Which attributes are read once for a loop: those whose read runs no code."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same, numbers
from programs import define
from test_specializations import specializations

import autopar

SUM = """
def program(o, a):
    s = 0
    for i in range(len(a)):
        s += a[i] * o.k
    return s

class Plain:
    def __init__(self, k=2.5):
        self.k = k

class Counting:
    reads = 0

class Computed(Counting):
    @property
    def k(self):
        self.reads += 1
        return self.reads

class Hidden(Counting):
    def __getattr__(self, name):
        if name != "k":
            raise AttributeError(name)
        self.reads += 1
        return self.reads

class HiddenBehind(Hidden):
    def __init__(self):
        self.k = 2.5

class Overridden(Counting):
    def __getattribute__(self, name):
        if name != "k":
            return object.__getattribute__(self, name)
        self.reads += 1
        return self.reads

class OverriddenBehind(Overridden):
    def __init__(self):
        self.k = 2.5

class Slotted:
    __slots__ = ("k",)

    def __init__(self, *values):
        for value in values:
            self.k = value

class OfClass:
    k = 3

class Inherited(OfClass):
    pass

class Shadowing(OfClass):
    def __init__(self):
        self.k = 2.5

class Method:
    def k(self):
        pass

class ShadowingMethod(Method):
    def __init__(self):
        self.k = 2.5

class Descriptor:
    def __get__(self, instance, owner):
        return 7

class Described:
    k = Descriptor()

class ShadowingDescriptor(Described):
    def __init__(self):
        self.__dict__["k"] = 2.5

class DataDescriptor(Descriptor):
    def __set__(self, instance, value):
        pass

class DescribedData:
    k = DataDescriptor()

    def __init__(self):
        self.__dict__["k"] = 2.5

class Setter:
    def __set__(self, instance, value):
        pass

class WithSetter:
    k = Setter()

    def __init__(self):
        self.__dict__["k"] = 2.5

class Meta(type):
    @property
    def k(cls):
        return 2.5

class OfMeta(metaclass=Meta):
    k = 3

class PlainMeta(type):
    pass

class OfPlainMeta(metaclass=PlainMeta):
    k = 3

class Asked(type):
    def __getattribute__(cls, name):
        return 4 if name == "k" else type.__getattribute__(cls, name)

class OfAsked(metaclass=Asked):
    k = 3

import collections, dataclasses, enum, threading, types, weakref

Pair = collections.namedtuple("Pair", "j k")

class SubPair(Pair):
    pass

class Borrowed:
    k = vars(Pair)["k"]

@dataclasses.dataclass(frozen=True)
class Data:
    j: int = 2
    k: float = 2.5

class Number(enum.Enum):
    k = 3

def local():
    values = threading.local()
    values.k = 2.5
    return values

kept = Plain()

def module(**values):
    made = types.ModuleType("made")
    vars(made).update(values)
    return made

class LazyModule(types.ModuleType):
    @property
    def k(self):
        return 2.5
"""

COMPILED = (
    "Plain()",
    "Plain(3)",
    "Plain(np.float32(0.1))",
    "HiddenBehind()",
    "Slotted(2.5)",
    "OfClass()",
    "Inherited()",
    "Shadowing()",
    "OfClass",
    "Inherited",
    "OfPlainMeta",
    "WithSetter()",
    "Data()",
    "module(k=2.5)",
    "Pair(1, 2.5)",
    "SubPair(1, 2.5)",
    "types.SimpleNamespace(k=3)",
)
LEFT_ALONE = (
    "Computed()",
    "Hidden()",
    "Overridden()",
    "OverriddenBehind()",
    "Slotted()",
    "ShadowingMethod()",
    "Described()",
    "ShadowingDescriptor()",
    "DescribedData()",
    "Described",
    "OfMeta",
    "OfAsked",
    "Pair",
    "Borrowed()",
    "Number",
    "Number.k",
    "local()",
    "weakref.proxy(kept)",
    "module()",
    "module(__getattr__=lambda name: 2.5)",
    "LazyModule('lazy')",
    "Plain",
    "Plain('text')",
    "Plain(None)",
    "None",
    "3",
    "np.ones(3)",
)


def evaluated(method: Callable[..., Any], text: str) -> Any:
    return eval(text, method.__globals__)


@pytest.mark.parametrize("owner", COMPILED)
def test_plain_attributes_are_inputs(tmp_path: Path, owner: str) -> None:
    method = define(tmp_path, SUM)
    check_same(method, lambda: (evaluated(method, owner), numbers(9)), "compiled")
    check_same(method, lambda: (evaluated(method, owner), numbers(0)), None)


@pytest.mark.parametrize("owner", LEFT_ALONE)
def test_attributes_that_may_run_code_are_left_to_cpython(tmp_path: Path, owner: str) -> None:
    method = define(tmp_path, SUM)
    for size in (9, 1, 0):
        arguments = partial(lambda size: (evaluated(method, owner), numbers(size)), size)
        check_same(method, arguments, "declined")
        check_same(method, lambda: (evaluated(method, "Plain()"), numbers(5)), "compiled")
    assert (
        autopar.explain(method, evaluated(method, owner), numbers(0))
        .loops[0]
        .ran.startswith("CPython ran it: 'o.k' is ")
    )


def test_a_property_is_read_as_often_as_it_is_mentioned(tmp_path: Path) -> None:
    method = define(tmp_path, SUM)
    owner = evaluated(method, "Computed()")
    method(owner, numbers(9))
    assert owner.reads == 9


def test_loops_inside_have_their_chance(tmp_path: Path) -> None:
    method = define(
        tmp_path,
        SUM
        + """
def program(o, a, b):
    for i in range(len(a)):
        a[i] = o.k
        for j in range(len(b)):
            b[j] = b[j] + 1.0
    return i, j
""",
    )
    for owner, compiled in (("Computed()", [False, True]), ("Plain()", [True, True])):
        arguments = partial(lambda owner: (evaluated(method, owner), numbers(5), numbers(9)), owner)
        check_same(method, arguments, "compiled")
        method(*arguments())
        assert [loop.is_compiled for loop in autopar.explain(method).loops] == compiled


def test_a_class_may_change_between_calls(tmp_path: Path) -> None:
    method = define(tmp_path, SUM)
    plain = evaluated(method, "Plain")

    def arguments() -> tuple[Any, ...]:
        return plain(), numbers(9)

    check_same(method, arguments, "compiled")
    plain.__getattribute__ = evaluated(method, "Overridden.__getattribute__")
    plain.reads = 0
    check_same(method, arguments, "declined")
    del plain.__getattribute__
    check_same(method, arguments, "compiled")
    owner = plain()
    plain.k = property(lambda self: 7)
    check_same(method, lambda: (owner, numbers(9)), "declined")
    plain.k = 3
    check_same(method, lambda: (owner, numbers(9)), "compiled")
    del owner.k
    check_same(method, lambda: (owner, numbers(9)), "compiled")
    del plain.k
    check_same(method, lambda: (owner, numbers(9)), "declined")


def test_the_values_are_those_of_the_call(tmp_path: Path) -> None:
    method = define(tmp_path, SUM)
    owner = evaluated(method, "Plain()")

    def arguments() -> tuple[Any, ...]:
        return owner, numbers(9)

    values: list[Any] = [2.5, 3.5, -0.0, float("nan")]
    for value in values:
        owner.k = value
        check_same(method, arguments, "compiled")
    assert specializations(method) == 1
    values = [3, np.float64(2), np.int8(3)]
    for value in values:
        owner.k = value
        check_same(method, arguments, "compiled")
    values = [True, 2 + 1j, "text", None, [1], np.ones(3), 2**70]
    for value in values:
        owner.k = value
        check_same(method, arguments, None)
    owner.k = 2.5
    check_same(method, arguments, "compiled")


def test_the_object_may_be_of_another_type(tmp_path: Path) -> None:
    method = define(tmp_path, SUM)
    for text in ("Plain()", "Slotted(2.5)", "module(k=2.5)", "OfClass", "Shadowing()"):
        check_same(
            method, partial(lambda text: (evaluated(method, text), numbers(9)), text), "compiled"
        )
        check_same(method, lambda: (evaluated(method, "Computed()"), numbers(9)), "declined")
