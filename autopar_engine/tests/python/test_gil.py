"""What a call has read stays as it is until it has run: no other Python thread gets in between."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from programs import define

import autopar
from autopar import _engine

SECONDS = 2.5
CELLS = 2000


@contextmanager
def beside(work: Callable[[], None]) -> Iterator[None]:
    """Another thread does the work again and again, and gets its turn when this one gives it."""
    is_done = threading.Event()

    def repeat() -> None:
        while not is_done.is_set():
            work()

    thread = threading.Thread(target=repeat)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(0.05)
    thread.start()
    try:
        yield
    finally:
        is_done.set()
        thread.join()
        sys.setswitchinterval(interval)


def until_late(call: Callable[[], None]) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        call()


LOOPS = {
    "a new array": """
        def program(values, cells):
            for i in range(len(values) - 1):
                t = np.zeros(200)
                t[0] = values[i]
                values[i] = float(t[0]) * 0.5 + 1.0
        """,
    "cells with gaps that may have to be put back": """
        def program(values, cells):
            for i in range(len(values) - 1):
                values[i] = values[i] * 0.5 + 1.0
                cells[i, 3] = 1.0 / values[i]
        """,
}


@pytest.mark.parametrize("name", LOOPS)
def test_stores_of_another_thread_are_not_taken_back(tmp_path: Path, name: str) -> None:
    function = define(tmp_path, LOOPS[name])
    values = [1.0] * CELLS
    cells = np.zeros((CELLS, 9))[:, ::2]
    lost = []

    def store() -> None:
        stored = values[-1] + 1.0
        values[-1] = stored
        for _ in range(100):
            if values[-1] != stored:
                lost.append(stored)

    with beside(store):
        until_late(lambda: function(values, cells))
    assert lost == []
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "compiled", run.reason


def test_a_call_keeps_what_was_decided_for_it_while_others_decide(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(n, b, values):
            for i in range(n):
                t = np.zeros(n)
                t[i] = i
                b[i] = t[i] + t[0] + values[i]
        """,
    )
    many, few = 6000, 120
    values = [1.0] * many
    threads = _engine.thread_count()
    _engine.set_thread_count(1)

    def call_with_others() -> None:
        for n in range(1, few):
            function(n, np.zeros(n), values[:n])

    wrong = []

    def call() -> None:
        b = np.zeros(many)
        function(many, b, values)
        if b.tobytes() != (np.arange(many) + 1.0).tobytes():
            wrong.append(b)

    try:
        with beside(call_with_others):
            until_late(call)
    finally:
        _engine.set_thread_count(threads)
    assert wrong == []
