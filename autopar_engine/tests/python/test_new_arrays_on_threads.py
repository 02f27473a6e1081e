"""Loops that make arrays anew on several threads: of a loop, and of Python."""

from __future__ import annotations

import signal
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same, numbers
from programs import define

import autopar
from autopar import _engine

PARALLEL = """
    def program(a, b, n):
        for i in range(n):
            t = np.zeros(n)
            for j in range(n):
                t[n - 1 - j] = a[i, j] * 2
            for j in range(n):
                b[i, j] = t[j] + t[n - 1 - j]
        return t
    """
IN_ITERATIONS_OF_ITS_OWN = """
    def program(a, b, n, rounds):
        for i in range(n):
            t = np.zeros(200)
            for k in range(rounds):
                for j in range(200):
                    t[j] = t[j] * 0.5 + a[i, j]
            for j in range(200):
                b[i, j] = t[j]
        return t
    """
ONE_ITERATION_AFTER_THE_OTHER = """
    def program(a, b, n, rounds):
        s = 0.0
        for i in range(n):
            t = np.zeros(200)
            for k in range(rounds):
                for j in range(200):
                    t[j] = t[j] * 0.5 + a[i, j] + s
            s = s * 0.5 + t[199]
            for j in range(200):
                b[i, j] = t[j]
        return t
    """


def squares(n: int) -> tuple[Any, ...]:
    return numbers(n, n), np.zeros((n, n)), n


def test_each_thread_has_an_array_of_its_own(tmp_path: Path) -> None:
    function = define(tmp_path, PARALLEL)
    threads = _engine.thread_count()
    _engine.set_thread_count(4)
    try:
        for n in (3, 200, 301):
            check_same(function, partial(squares, n), "compiled")
            assert autopar.explain(function).loops[0].is_parallel
            assert "on up to 4 threads" in autopar.explain(function).loops[0].ran
        _engine.set_backward_order(True)
        check_same(function, lambda: (numbers(9, 9), np.zeros((9, 9)), 9), "compiled")
    finally:
        _engine.set_backward_order(False)
        _engine.set_thread_count(threads)


def test_threads_that_a_handler_adds_have_no_arrays_yet(tmp_path: Path) -> None:
    function = define(tmp_path, IN_ITERATIONS_OF_ITS_OWN)
    handled = []

    def allow_more(*_: Any) -> None:
        handled.append(_engine.thread_count())
        _engine.set_thread_count(16)

    a = numbers(400, 200)
    expected, seen = np.zeros((400, 200)), np.zeros((400, 200))
    threads = _engine.thread_count()
    handler = signal.signal(signal.SIGALRM, allow_more)
    try:
        _engine.set_thread_count(1)
        function(a, expected, 400, 20_000)
        _engine.set_thread_count(2)
        signal.setitimer(signal.ITIMER_REAL, 0.002, 0.002)
        function(a, seen, 400, 20_000)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        _engine.set_thread_count(threads)
    assert seen.tobytes() == expected.tobytes()
    assert handled[:1] == [2]
    loop = autopar.explain(function).loops[0]
    assert loop.is_parallel
    assert loop.is_compiled


@pytest.mark.parametrize(
    ("text", "is_parallel"),
    [(IN_ITERATIONS_OF_ITS_OWN, True), (ONE_ITERATION_AFTER_THE_OTHER, False)],
    ids=["all at once", "in order"],
)
def test_threads_run_the_loop_while_it_runs(tmp_path: Path, text: str, is_parallel: bool) -> None:
    function = define(tmp_path, text)

    def run(a: Any, b: Any, rounds: int) -> tuple[bytes, bytes]:
        t = function(a, b, 400, rounds)
        return b.tobytes(), t.tobytes()

    mine, others = numbers(400, 200), numbers(200, 400).reshape(400, 200) + 2.0
    threads = _engine.thread_count()
    _engine.set_thread_count(1)
    expected = run(mine, np.zeros((400, 200)), 10_000)
    expected_of_others = run(others, np.zeros((400, 200)), 10)
    written = np.zeros((400, 200))
    is_done = threading.Event()
    seen_of_others = []
    calls_meanwhile = 0

    def call_again_and_again() -> None:
        while not is_done.is_set():
            seen_of_others.append(run(others, np.zeros((400, 200)), 10))

    def let_others_run(*_: Any) -> None:
        nonlocal calls_meanwhile
        before = len(seen_of_others)
        is_half_way = 0 < np.count_nonzero(written) < written.size
        end = time.monotonic() + 5
        while len(seen_of_others) < before + 2 and time.monotonic() < end:
            time.sleep(0.001)
        calls_meanwhile += len(seen_of_others) - before if is_half_way else 0
        if not is_done.is_set():
            signal.setitimer(signal.ITIMER_REAL, 0.005)

    thread = threading.Thread(target=call_again_and_again)
    handler = signal.signal(signal.SIGALRM, let_others_run)
    _engine.set_thread_count(4)
    thread.start()
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.005)
        seen = run(mine, written, 10_000)
    finally:
        is_done.set()
        signal.setitimer(signal.ITIMER_REAL, 0)
        thread.join()
        signal.signal(signal.SIGALRM, handler)
        _engine.set_thread_count(threads)
    assert seen == expected
    assert all(one == expected_of_others for one in seen_of_others)
    assert calls_meanwhile > 1
    loop = autopar.explain(function).loops[0]
    assert loop.is_parallel == is_parallel
    assert loop.is_compiled
