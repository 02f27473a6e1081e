"""The clock that runs while compiled regions do."""

import time
from collections.abc import Callable

import numpy as np

import autopar
from autopar import _engine

N = 100_000


@autopar.jit
def scale(x: np.ndarray, factor: object) -> None:
    for i in range(len(x)):
        x[i] = x[i] * factor


def nanoseconds_of(call: Callable[[], object]) -> tuple[int, int]:
    """Of the clock, and of the whole call."""
    _engine.start_kernel_clock()
    begin = time.perf_counter_ns()
    call()
    whole = time.perf_counter_ns() - begin
    return _engine.stop_kernel_clock(), whole


def test_the_clock_counts_what_runs_compiled_and_no_more() -> None:
    x = np.ones(N)
    scale(x, 0.5)
    alone, whole = nanoseconds_of(lambda: scale(x, 0.5))
    assert 0 < alone < whole
    twice, both = nanoseconds_of(lambda: [scale(x, 0.5) for _ in range(2)])
    assert 0 < twice < both


def test_what_cpython_runs_does_not_count() -> None:
    x = np.ones(3, dtype=object)
    assert nanoseconds_of(lambda: scale(x, 0.5))[0] == 0


def test_a_clock_that_was_stopped_stands() -> None:
    x = np.ones(N)
    nanoseconds_of(lambda: scale(x, 0.5))
    scale(x, 0.5)
    assert _engine.stop_kernel_clock() == 0
