"""Signals are handled while a region runs."""

from __future__ import annotations

import inspect
import itertools
import signal
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same
from loops import jacobi_2d
from programs import define

import autopar

STEPS_OF_MANY_SECONDS = 200_000


@contextmanager
def handler_after(seconds: float, handler: Any) -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def grids() -> tuple[Any, Any]:
    a = np.random.default_rng(1).standard_normal((300, 300))
    return a, a.copy()


def test_a_handler_that_raises_ends_the_region_and_takes_it_back() -> None:
    def interrupt(signum: int, frame: Any) -> None:
        raise KeyboardInterrupt

    a, b = grids()
    jacobi_2d(a, b, 1)
    expected = a.tobytes(), b.tobytes()
    with handler_after(0.1, interrupt), pytest.raises(KeyboardInterrupt) as caught:
        jacobi_2d(a, b, STEPS_OF_MANY_SECONDS)
    assert (a.tobytes(), b.tobytes()) == expected
    lines = [
        frame.lineno or 0 for frame in traceback.extract_tb(caught.tb) if frame.name == "jacobi_2d"
    ]
    text, first = inspect.getsourcelines(jacobi_2d)
    assert text[lines[0] - first].strip() == "for t in range(steps):"


def test_a_row_that_a_handler_takes_out_of_a_list_is_left_to_cpython(tmp_path: Path) -> None:
    """The name is left with a row of the list, which is looked for when the loop is at its end."""
    program = define(
        tmp_path,
        """
        def program(c, n):
            s = 0.0
            for t in range(n):
                for row in c:
                    s = s + row[0]
            return s, row
        """,
    )
    rows = [[1.0] * 4 for _ in range(10)]
    program(rows, 10)
    calls = []

    def take_out(signum: int, frame: Any) -> None:
        calls.append(signum)
        del rows[5:]

    fifth = rows[4]
    with handler_after(0.005, take_out):
        s, row = program(rows, 1_000_000)
    assert calls
    assert row is fifth
    assert s > 0


def test_a_handler_that_returns_lets_the_region_go_on() -> None:
    calls = []
    a, b = grids()
    again_a, again_b = grids()
    jacobi_2d(again_a, again_b, 300)
    with handler_after(0.02, lambda signum, frame: calls.append(signum)):
        jacobi_2d(a, b, 300)
        while not calls:
            time.sleep(0.001)
    assert a.tobytes() == again_a.tobytes()
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "compiled"


@autopar.jit
def runs_forever(x: Any) -> int:
    n = 0
    while n >= 0:
        x[0] = x[0] + 1.0
        n = 1 - n
    return n


def test_a_loop_without_an_end_is_interrupted_and_taken_back() -> None:
    def interrupt(signum: int, frame: Any) -> None:
        raise KeyboardInterrupt

    x = np.zeros(3)
    with handler_after(0.3, interrupt), pytest.raises(KeyboardInterrupt):
        runs_forever(x)
    assert x.tolist() == [0.0, 0.0, 0.0]


@autopar.jit
def decay(x: Any, n: int) -> float:
    s = 0.5
    for _i in range(n):
        s = s * 0.999 + 0.25
    return s


@autopar.jit
def smooth(x: Any, n: int) -> int:
    for _t in range(n // len(x)):
        for i in range(1, len(x)):
            x[i] = x[i - 1] * 0.5 + x[i]
    return _t


@autopar.jit
def find(x: Any, n: int) -> int:
    for i in range(n):
        if i * 3 == -1:
            break
    return i


@autopar.jit
def smooth_pairs(x: Any, n: int) -> int:
    for _t in range(n // 5):
        for i in range(1, 6):
            x[i] = x[i - 1] * 0.5 + x[i] * 0.25
    return _t


SECONDS_OF_LOOP = 1.0
SECONDS_BETWEEN_LOOKS = 0.1


@pytest.mark.parametrize("function", [decay, smooth, find, smooth_pairs])
def test_a_loop_in_order_looks_for_signals_every_100_ms(function: Any) -> None:
    x = np.linspace(1.0, 2.0, 1_000_000)
    n = 10_000_000
    begin = time.process_time()
    function(x, n)
    begin = time.process_time()
    function(x, n)
    n = int(n * max(1.0, SECONDS_OF_LOOP / (time.process_time() - begin)))
    looks = []
    before = signal.signal(
        signal.SIGVTALRM, lambda signum, frame: looks.append(time.process_time())
    )
    # Of the time that this process runs, whatever else the machine does.
    signal.setitimer(signal.ITIMER_VIRTUAL, 0.01, 0.01)
    begin = time.process_time()
    try:
        function(x, n)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    times = [begin, *looks, time.process_time()]
    run = autopar.last_run()
    assert run is not None
    assert run.outcome == "compiled"
    assert times[-1] - begin > SECONDS_OF_LOOP / 2
    assert max(b - a for a, b in itertools.pairwise(times)) < SECONDS_BETWEEN_LOOKS


class Flags:
    """What a loop may wait for."""

    ready = False


@pytest.mark.parametrize(
    "loop",
    [
        "while not o.ready:\n                pass",
        "while not o.ready and i < 10**15:\n                i += 1",
        "while True:\n                if o.ready:\n                    break",
        "while f[0] == 0:\n                pass",
        "while x[0] == 0.0:\n                i += 1",
    ],
)
@pytest.mark.parametrize("way", ["handler", "thread"])
def test_a_loop_that_waits_is_left_to_cpython(tmp_path: Path, loop: str, way: str) -> None:
    program = define(
        tmp_path,
        f"""
        def program(o, f, x, i):
            {loop}
            return True
        """,
    )

    def announce(*_: Any) -> None:
        o.ready = True
        f[0] = 1
        x[0] = 1.0

    for _ in range(2):
        o, f, x = Flags(), [0], np.zeros(1)
        if way == "handler":
            with handler_after(0.1, announce):
                assert program(o, f, x, 0)
        else:
            timer = threading.Timer(0.1, announce)
            timer.start()
            assert program(o, f, x, 0)
            timer.join()


def test_a_loop_whose_test_it_changes_itself_stays_compiled(tmp_path: Path) -> None:
    program = define(
        tmp_path,
        """
        def program(o, x, n):
            i = 0
            while i < n and x[i] < o.limit and not x[0] > i:
                x[i] += 1.0
                i += 1
            return i
        """,
    )
    flags = Flags()
    flags.limit = 5.0  # type: ignore[attr-defined]
    check_same(program, lambda: (flags, np.zeros(9), 9), "compiled")


@pytest.mark.parametrize(
    ("loop", "reason"),
    [
        ("while not o.ready:\n                pass", "it may wait for o.ready to change (line "),
        ("while o:\n                o.pop()", "UnknownCall"),
    ],
)
def test_a_wait_is_named_unless_the_text_is_refused(tmp_path: Path, loop: str, reason: str) -> None:
    program = define(
        tmp_path,
        f"""
        def program(o):
            {loop}
        """,
    )
    assert reason in str(autopar.explain(program))
