"""Loops that make arrays anew, and what is raised in them: no memory, and handlers that raise."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import Observation, check_same, numbers
from programs import define

import autopar
from autopar import _engine

STORES_BEFORE = """
    def program(a, b, m):
        for i in range(len(b)):
            b[i] = a[i, 0]
            t = np.zeros({shape})
            t[i] = 2.0
            b[i] = t[i]
    """


def last_run() -> Any:
    run = autopar.last_run()
    assert run is not None
    return run


@pytest.mark.parametrize("shape", ["m", "m, np.int8", "[m]", "m * 3"])
def test_an_array_for_which_there_is_no_memory_raises_where_cpython_does(
    tmp_path: Path, shape: str
) -> None:
    function = define(tmp_path, STORES_BEFORE.format(shape=shape))
    seen = check_same(function, lambda: (numbers(5, 5), np.ones(5), 10**16), "declined")
    assert "no memory for an array that it makes" in last_run().reason
    assert seen.error is not None
    assert issubclass(seen.error[0], MemoryError)
    assert "Unable to allocate" in seen.error[1]
    b = np.ones(5)
    with pytest.raises(MemoryError):
        function(numbers(5, 5), b, 10**16)
    assert b.tolist() == [numbers(5, 5)[0, 0], 1.0, 1.0, 1.0, 1.0]
    check_same(function, lambda: (numbers(5, 5), np.ones(5), 20), "compiled")


def test_copies_for_which_there_is_no_memory_are_not_made(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, b, m):
            for i in range(len(b)):
                t = np.zeros(m)
                for j in range(m):
                    t[j] = a[j] * i
                s = 0.0
                for j in range(m):
                    s = s + t[j]
                b[i] = s
            return t
        """,
    )

    def arguments() -> tuple[Any, ...]:
        return numbers(5000), np.zeros(4), 5000

    check_same(function, arguments, "compiled")
    threads = _engine.thread_count()
    _engine.set_thread_count(2**30)
    try:
        check_same(function, arguments, "declined")
    finally:
        _engine.set_thread_count(threads)
    assert "no memory for the arrays of each thread" in last_run().reason
    check_same(function, arguments, "compiled")


class RefusalError(Exception):
    """What a handler raises."""


def divides(folder: Path) -> Any:
    """A function whose loop divides by an element of an array that it makes."""
    return define(
        folder,
        """
        def program(a, b):
            for i in range(len(b)):
                b[i, 1] = a[i, 0]
                t = np.ones(4)
                t[1] = a[i, 1]
                b[i, 2] = a[i, 0] / t[1]
                t[2] = b[i, 2]
                b[i, 0] = t[0] + t[2]
            return t
        """,
    )


def divided(zero_at: int | None) -> tuple[Any, ...]:
    a = np.abs(numbers(7, 2)) + 1
    if zero_at is not None:
        a[zero_at, 1] = 0.0
    return a, np.zeros((7, 3))


@contextmanager
def errors_call(handler: Any) -> Iterator[None]:
    with np.errstate(all="ignore", divide="call", call=handler):
        yield


@contextmanager
def errors_raise() -> Iterator[None]:
    before = np.seterr(divide="raise")
    try:
        yield
    finally:
        np.seterr(**before)


@contextmanager
def warnings_raise() -> Iterator[None]:
    with np.errstate(divide="warn"):
        yield


def check_raises(
    function: Any, zero_at: int, error: type[Exception], kept: list[float]
) -> Observation:
    """The same as in CPython: the error, and the stores of the iterations before it."""
    seen = check_same(function, partial(divided, zero_at), "replayed")
    assert seen.error is not None
    assert seen.error[0] is error
    a, b = divided(zero_at)
    with pytest.raises(error):
        function(a, b)
    assert np.nonzero(b[:, 0])[0].tolist() == kept
    assert np.nonzero(b[:, 1])[0].tolist() == [*kept, zero_at]
    return seen


@pytest.mark.parametrize("is_backward", [False, True])
def test_a_handler_of_numpys_errors_raises_at_its_iteration(
    tmp_path: Path, is_backward: bool
) -> None:
    function = divides(tmp_path)
    handled: list[str] = []

    def refuse(kind: str, flag: int) -> None:
        handled.append(f"{kind} {flag}")
        raise RefusalError(kind)

    _engine.set_backward_order(is_backward)
    try:
        with errors_call(refuse):
            check_same(function, partial(divided, None), "compiled")
            assert handled == []
            check_raises(function, 4, RefusalError, [0, 1, 2, 3])
            assert handled == ["divide by zero 1"] * 4
        check_same(function, partial(divided, None), "compiled")
    finally:
        _engine.set_backward_order(False)


def test_a_handler_sees_the_arrays_as_cpython_has_them(tmp_path: Path) -> None:
    function = divides(tmp_path)

    def seen_by_handler(call: Any) -> list[bytes]:
        a, b = divided(3)
        a[5, 1] = 0.0
        states: list[bytes] = []
        with errors_call(lambda *_: states.append(b.tobytes())):
            states.append(call(a, b).tobytes())
        return [*states, b.tobytes()]

    expected = seen_by_handler(function.__wrapped__)
    assert len(set(expected)) == 4
    for _ in range(2):
        assert seen_by_handler(function) == expected
        assert last_run().outcome == "replayed"


def test_an_error_state_that_raises_does_so_at_its_iteration(tmp_path: Path) -> None:
    function = divides(tmp_path)
    with errors_raise():
        check_same(function, partial(divided, None), "compiled")
        seen = check_raises(function, 2, FloatingPointError, [0, 1])
        assert seen.error is not None
        assert "divide by zero" in seen.error[1]
    check_same(function, partial(divided, 2), "replayed")


def test_a_warning_that_a_filter_raises_does_so_at_its_iteration(tmp_path: Path) -> None:
    function = divides(tmp_path)
    for call in (function.__wrapped__, function, function):
        a, b = divided(5)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with pytest.raises(RuntimeWarning, match="divide by zero"):
                call(a, b)
        assert np.nonzero(b[:, 0])[0].tolist() == [0, 1, 2, 3, 4]
        assert np.nonzero(b[:, 1])[0].tolist() == [0, 1, 2, 3, 4, 5]
    assert last_run().outcome == "replayed"


def test_a_function_that_shows_warnings_raises_at_its_iteration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    function = divides(tmp_path)

    def refuse(*_: Any, **__: Any) -> None:
        raise RefusalError

    for call in (function.__wrapped__, function, function):
        a, b = divided(1)
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            monkeypatch.setattr(warnings, "showwarning", refuse)
            with pytest.raises(RefusalError):
                call(a, b)
        assert np.nonzero(b[:, 0])[0].tolist() == [0]
        assert np.nonzero(b[:, 1])[0].tolist() == [0, 1]
    assert last_run().outcome == "replayed"
