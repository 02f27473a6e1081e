"""What a name held before the loop goes when CPython lets it go, or nobody can tell."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from pathlib import Path
from types import MethodType
from typing import Any

import numpy as np
import pytest
from comparison import numbers
from programs import BINDS_A_PARAMETER, define, original_of

import autopar


class Watcher:
    """Notes what an array holds at the moment when it goes."""

    def __init__(self, array: Any, log: list[bytes]) -> None:
        self.array = array
        self.log = log

    def __del__(self) -> None:
        self.log.append(self.array.tobytes())


BINDS_A_NEW_ARRAY = """
    def program(t, b):
        for i in range(len(b)):
            t = np.zeros(3)
            t[0] = i + 1
            b[i] = t[0]
    """
BINDS_ITS_INDEX = """
    def program(i, b):
        for i in range(len(b)):
            b[i] = 2.0
    """
BINDS_WHAT_A_TEST_BOUND = """
    def program(given, b):
        if given is not None:
            t = given
        given = None
        for i in range(len(b)):
            t = i + 1
            b[i] = t
    """
BINDS_WHAT_THE_ROUND_BEFORE_LEFT = """
    def program(given, b):
        parts = [1.0, given, 2.0]
        given = None
        while parts:
            values = [parts.pop()]
            for value in values:
                t = value
            values = value = None
            level = len(parts)
            for i in range(len(b)):
                t = i * 3.0 + level
                b[i] = t
    """
LOOPS = {
    "a parameter": BINDS_A_PARAMETER,
    "a new array": BINDS_A_NEW_ARRAY,
    "the index": BINDS_ITS_INDEX,
    "what a test bound": BINDS_WHAT_A_TEST_BOUND,
    "what the round before left": BINDS_WHAT_THE_ROUND_BEFORE_LEFT,
}


def seen_by_watcher(function: Callable[..., Any]) -> list[bytes]:
    log: list[bytes] = []
    b = np.zeros(4)
    function(Watcher(b, log), b)
    log.append(b.tobytes())
    return log


@pytest.mark.parametrize("name", LOOPS)
def test_an_object_with_a_finalizer_goes_before_the_loop_stores(tmp_path: Path, name: str) -> None:
    function = define(tmp_path, LOOPS[name])
    expected = seen_by_watcher(original_of(function))
    assert expected[0] != expected[1]
    function(None, np.zeros(4))
    for _ in range(3):
        assert seen_by_watcher(function) == expected
    function(None, np.zeros(4))
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "compiled"


def test_why_is_said(tmp_path: Path) -> None:
    function = define(tmp_path, BINDS_A_PARAMETER)
    seen_by_watcher(function)
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "declined"
    assert "'t'" in run.reason
    assert "Watcher" in run.reason


def test_a_weak_reference_is_told_before_the_loop_stores(tmp_path: Path) -> None:
    function = define(tmp_path, BINDS_A_PARAMETER)

    def told_with(function: Callable[..., Any]) -> list[bytes]:
        log: list[bytes] = []
        b = np.zeros(4)
        objects = [type("Plain", (), {})()]
        reference = weakref.ref(objects[0], lambda _: log.append(b.tobytes()))
        function(objects.pop(), b)
        assert reference() is None
        return log

    assert told_with(function) == told_with(original_of(function))


def test_a_generator_ends_before_the_loop_stores(tmp_path: Path) -> None:
    function = define(tmp_path, BINDS_A_PARAMETER)

    def ended_with(function: Callable[..., Any]) -> list[bytes]:
        log: list[bytes] = []
        b = np.zeros(4)

        def numbers_of_b() -> Any:
            try:
                yield 1
            finally:
                log.append(b.tobytes())

        generators = [numbers_of_b()]
        next(generators[0])
        function(generators.pop(), b)
        return log

    assert ended_with(function) == ended_with(original_of(function))


OLD: list[Any] = [None, True, 3, 2.5, 1j, "text", b"text", (1, 2), [1, 2], range(3), numbers(3)]
OLD += [np.float32(1), np.int64(2), np.bool_(True), np.complex64(1j), np.str_("text"), 10**30]


@pytest.mark.parametrize("old", OLD, ids=lambda old: type(old).__name__)
def test_plain_old_values_are_no_obstacle(tmp_path: Path, old: Any) -> None:
    function = define(tmp_path, BINDS_A_PARAMETER)
    function(old, np.zeros(4))
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "compiled"


@pytest.mark.parametrize(
    "old",
    [{}, set(), len, lambda: 1, type("Real", (float,), {})(1.0), np.object_],
    ids=lambda old: type(old).__name__,
)
def test_others_are(tmp_path: Path, old: Any) -> None:
    function = define(tmp_path, BINDS_A_PARAMETER)
    b = np.zeros(4)
    function(old, b)
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "declined"
    assert b.tolist() == [1.0, 2.0, 3.0, 4.0]


def test_private_names_of_methods_are_looked_at(tmp_path: Path) -> None:
    program = define(
        tmp_path,
        """
        class Holder:
            def run(self, __t, b):
                for i in range(len(b)):
                    __t = i + 1
                    b[i] = __t

        program = Holder.run
        """,
    )
    expected = seen_by_watcher(MethodType(original_of(program), 1))
    assert len(expected) == 2
    assert seen_by_watcher(MethodType(program, 1)) == expected


def in_a_list(watcher: Watcher) -> Any:
    return [1.0, watcher]


def in_a_tuple(watcher: Watcher) -> Any:
    return (watcher, 2)


def deep_inside(watcher: Watcher) -> Any:
    return [1, ([], [(watcher,)])]


def in_an_array_of_a_list(watcher: Watcher) -> Any:
    return [np.array([watcher, 1])]


def in_a_dict_of_a_tuple(watcher: Watcher) -> Any:
    return ({1: watcher}, None)


HOLDERS = [in_a_list, in_a_tuple, deep_inside, in_an_array_of_a_list, in_a_dict_of_a_tuple]


def seen_in_holder(function: Callable[..., Any], hold: Callable[[Watcher], Any]) -> list[bytes]:
    log: list[bytes] = []
    b = np.zeros(4)
    function(hold(Watcher(b, log)), b)
    log.append(b.tobytes())
    return log


@pytest.mark.parametrize("hold", HOLDERS, ids=lambda hold: hold.__name__)
@pytest.mark.parametrize("name", LOOPS)
def test_an_object_in_a_list_or_tuple_goes_before_the_loop_stores(
    tmp_path: Path, name: str, hold: Callable[[Watcher], Any]
) -> None:
    function = define(tmp_path, LOOPS[name])
    expected = seen_in_holder(original_of(function), hold)
    assert expected[0] != expected[1]
    for _ in range(3):
        assert seen_in_holder(function, hold) == expected


def test_a_list_that_two_names_of_the_loop_hold_goes_with_the_second(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(t, b):
            u = t
            for i in range(len(b)):
                b[i] = 1.0
                t = i + 1
                u = i + 2
            return t, u
        """,
    )
    expected = seen_in_holder(original_of(function), in_a_list)
    assert np.frombuffer(expected[0]).tolist() == [1.0, 0.0, 0.0, 0.0]
    for _ in range(3):
        assert seen_in_holder(function, in_a_list) == expected


def test_a_list_that_the_call_is_given_may_go_all_the_same(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(t, b):
            for i in range(4):
                b[i] = len(t)
                t = b
            return i
        """,
    )
    expected = seen_in_holder(original_of(function), in_a_list)
    for _ in range(3):
        assert seen_in_holder(function, in_a_list) == expected
    run = autopar.last_run()
    assert run is not None
    assert "a list with an object of type Watcher" in run.reason


def test_what_a_list_holds_is_said(tmp_path: Path) -> None:
    function = define(tmp_path, BINDS_A_PARAMETER)
    seen_in_holder(function, in_a_list)
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "declined"
    assert "'t'" in run.reason
    assert "a list with an object of type Watcher" in run.reason


def test_a_list_that_stays_may_hold_anything(tmp_path: Path) -> None:
    function = define(tmp_path, BINDS_A_PARAMETER)
    log: list[bytes] = []
    b = np.zeros(4)
    kept: Any = [Watcher(b, log), {1: 2}]
    function(kept, b)
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "compiled"
    assert log == []


def nested(depth: int) -> Any:
    value: Any = 1.0
    for _ in range(depth):
        value = [value]
    return value


MOST_OBJECTS = 2**16


@pytest.mark.parametrize(
    ("make", "outcome"),
    [
        (lambda: nested(8), "compiled"),
        (lambda: nested(9), "declined"),
        (lambda: [1.5] * MOST_OBJECTS, "compiled"),
        (lambda: [1.5] * (MOST_OBJECTS + 1), "declined"),
        (lambda: [[1] * (MOST_OBJECTS // 2)] * 2, "declined"),
        (lambda: [*OLD, [OLD, tuple(OLD)]], "compiled"),
    ],
    ids=["nested", "nested too deep", "long", "too long", "too much of it", "everything plain"],
)
def test_lists_are_looked_into_up_to_a_bound(
    tmp_path: Path, make: Callable[[], Any], outcome: str
) -> None:
    function = define(tmp_path, BINDS_A_PARAMETER)
    b = np.zeros(4)
    function(make(), b)
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == outcome
    assert b.tolist() == [1.0, 2.0, 3.0, 4.0]


def test_a_list_that_holds_itself_ends(tmp_path: Path) -> None:
    function = define(tmp_path, BINDS_A_PARAMETER)
    held: list[Any] = [1]
    for _ in range(300):
        held.append(held)
    function([held], np.zeros(4))
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "declined"
