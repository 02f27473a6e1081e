"""What an array that a name held takes along goes when CPython lets it go, or nobody can tell."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import numbers
from programs import BINDS_A_PARAMETER, define, original_of

import autopar


def array_with_a_callback(note: Callable[[], None]) -> Any:
    array = np.zeros(3)
    weakref.finalize(array, note).atexit = False
    return array


class Owner:
    """Memory for arrays, whose end is noted."""

    def __init__(self, note: Callable[[], None]) -> None:
        self.note = note
        self.memory = np.zeros(3)
        self.__array_interface__ = self.memory.__array_interface__

    def __del__(self) -> None:
        self.note()


# What holds something that notices its end, as its only owner.
MAKERS: dict[str, Callable[[Callable[[], None]], Any]] = {
    "an array with a weak reference": array_with_a_callback,
    "a view of one": lambda note: array_with_a_callback(note)[1:],
    "a view of a view of one": lambda note: array_with_a_callback(note)[1:].reshape(2, 1),
    "an array in the memory of an object": lambda note: np.asarray(Owner(note)),
    "an array of an object": lambda note: np.fromiter([Owner(note)], object),
    "a list of an object": lambda note: [1, Owner(note)],
    "a list in a list": lambda note: [[1], [Owner(note)]],
    "a tuple of an object": lambda note: (Owner(note), 2.0),
    "a list of an array": lambda note: [array_with_a_callback(note)],
    "an element of a structured array": lambda note: np.array([(Owner(note), 1)], dtype="O,i8")[0],
    "two in a list": lambda note: [np.asarray(Owner(note))[part:] for part in range(2)],
}


@pytest.mark.parametrize("maker", MAKERS)
def test_what_a_plain_value_holds_goes_before_the_loop_stores(tmp_path: Path, maker: str) -> None:
    function = define(
        tmp_path,
        """
        def program(make, note, b):
            t = make(note)
            for i in range(len(b)):
                t = i + 1
                b[i] = t
            return t
        """,
    )

    def noted_by(function: Callable[..., Any]) -> list[bytes]:
        log: list[bytes] = []
        b = np.zeros(4)
        function(MAKERS[maker], lambda: log.append(b.tobytes()), b)
        log.append(b.tobytes())
        return log

    expected = noted_by(original_of(function))
    assert expected[0] != expected[-1]
    for _ in range(2):
        assert noted_by(function) == expected


def test_what_somebody_else_holds_is_no_obstacle(tmp_path: Path) -> None:
    function = define(tmp_path, BINDS_A_PARAMETER)
    memory = np.zeros(3)
    reference = weakref.ref(memory)
    objects: list[Any] = [memory, memory[1:], [object()], [memory] * 70000]
    for old in objects:
        function(old, np.zeros(4))
        run = autopar.last_run()
        assert run is not None
        assert run.outcome == "compiled", run
    assert reference() is memory


def test_rows_of_the_round_before_are_no_obstacle(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(m, b):
            for level in [0.0, 1.0]:
                try:
                    for row in m:
                        row[0] = row[1] + level
                finally:
                    b[0] = level
        """,
    )
    owner = Owner(lambda: None)
    for m in (np.ones((3, 2)), np.ones((4, 4))[1:, ::2], np.asarray(owner).reshape(1, 3)):
        function(m, np.zeros(4))
        run = autopar.last_run()
        assert run is not None
        assert run.outcome == "compiled", run


def test_an_array_goes_with_the_last_of_its_views(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(make, note, b):
            t = make(note)
            u = t[1:]
            for i in range(len(b)):
                b[i] = i + 2
                t = i + 1
                u = t
            return u
        """,
    )

    def noted_by(function: Callable[..., Any]) -> list[bytes]:
        log: list[bytes] = []
        b = np.zeros(4)
        function(array_with_a_callback, lambda: log.append(b.tobytes()), b)
        return log

    expected = noted_by(original_of(function))
    assert len(expected) == 1
    for _ in range(2):
        assert noted_by(function) == expected


class WatchedArray(np.ndarray):
    """An array that notes what another one holds at the moment when it goes."""

    log: list[bytes]
    other: Any

    def __del__(self) -> None:
        if hasattr(self, "log"):
            self.log.append(self.other.tobytes())


def a_view(log: list[bytes], b: Any) -> Any:
    watched = WatchedArray(3)
    watched.log, watched.other = log, b
    return np.asarray(watched)


def a_view_of_a_view(log: list[bytes], b: Any) -> Any:
    return a_view(log, b)[1:]


def a_weak_reference(log: list[bytes], b: Any) -> Any:
    array = np.zeros(3)
    weakref.finalize(array, lambda: log.append(b.tobytes()))
    return array


def a_view_of_an_array_with_a_weak_reference(log: list[bytes], b: Any) -> Any:
    return a_weak_reference(log, b)[::2]


def a_list_of_a_view(log: list[bytes], b: Any) -> Any:
    return [a_view(log, b)]


def a_part_of_an_array_with_a_weak_reference(log: list[bytes], b: Any) -> Any:
    parts = np.zeros(3, np.dtype([("x", float)]))
    weakref.finalize(parts, lambda: log.append(b.tobytes()))
    return parts[1]


ARRAYS = [a_view, a_view_of_a_view, a_weak_reference, a_view_of_an_array_with_a_weak_reference]
ARRAYS += [a_list_of_a_view, a_part_of_an_array_with_a_weak_reference]


@pytest.mark.parametrize("make", ARRAYS, ids=lambda make: make.__name__)
def test_what_an_array_takes_along_goes_before_the_loop_stores(
    tmp_path: Path, make: Callable[[list[bytes], Any], Any]
) -> None:
    function = define(tmp_path, BINDS_A_PARAMETER)

    def seen_with(function: Callable[..., Any]) -> list[bytes]:
        log: list[bytes] = []
        b = np.zeros(4)
        function(make(log, b), b)
        log.append(b.tobytes())
        return log

    expected = seen_with(original_of(function))
    assert len(expected) == 2
    assert expected[0] != expected[1]
    for _ in range(3):
        assert seen_with(function) == expected


def test_memory_that_two_names_of_the_loop_have_goes_with_the_second(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(t, b):
            u = t[1:]
            for i in range(len(b)):
                b[i] = 1.0
                t = i + 1
                u = i + 2
            return t, u
        """,
    )

    def seen_with(function: Callable[..., Any]) -> list[bytes]:
        log: list[bytes] = []
        b = np.zeros(4)
        function(a_weak_reference(log, b), b)
        return log

    expected = seen_with(original_of(function))
    assert np.frombuffer(expected[0]).tolist() == [1.0, 0.0, 0.0, 0.0]
    for _ in range(3):
        assert seen_with(function) == expected


def test_views_of_memory_that_stays_are_no_obstacle(tmp_path: Path) -> None:
    function = define(tmp_path, BINDS_A_PARAMETER)
    watched = WatchedArray(3)
    watched.log, watched.other = [], watched
    referenced = np.zeros(3)
    reference = weakref.ref(referenced)
    makers: list[Callable[[], Any]] = [
        lambda: np.asarray(watched),
        lambda: referenced,
        lambda: referenced[1:],
        lambda: np.frombuffer(bytes(24)),
        lambda: numbers(3, 4)[1],
        lambda: numbers(3, 4).T[1:, ::2],
        lambda: [numbers(3, 4)[1:]],
    ]
    for make in makers:
        function(make(), np.zeros(4))
        run = autopar.last_run()
        assert run is not None
        assert run.outcome == "compiled"
    assert reference() is referenced
    assert watched.log == []
