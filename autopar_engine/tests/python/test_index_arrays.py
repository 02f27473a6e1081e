"""Stores through index arrays: parallel where these hold no value twice, which each call asks."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparison import check_same
from programs import define

import autopar
from autopar import _engine

SIZE = 30_000
THREADS = (1, 2, 3, 7)

STORE = """
def program(a, p, b):
    for i in range(len(p)):
        a[p[i]] = b[i] * 2.0 + i
    return i
"""

UPDATE = """
def program(a, p, b):
    for i in range(len(p)):
        a[p[i]] += b[i] * 0.1
    return i
"""

ROWS = """
def program(a, p, m):
    for i in range(len(p)):
        for j in range(m.shape[1]):
            a[p[i]] += m[i, j] * 0.3
    return i
"""


@pytest.fixture(autouse=True)
def always_inspecting() -> Iterator[None]:
    """Of a few elements, too; a parallel loop of one chunk runs backward, which shows its order."""
    threads = _engine.thread_count()
    _engine.set_always_inspecting(True)
    _engine.set_backward_order(True)
    yield
    _engine.set_always_inspecting(False)
    _engine.set_backward_order(False)
    _engine.set_thread_count(threads)


def is_parallel(function: Callable[..., Any]) -> bool:
    """Whether the last call ran the outermost loop on threads."""
    return " on " in autopar.explain(function).loops[0].ran


def inspection(function: Callable[..., Any]) -> str:
    """What the last call found in index arrays, with the predicate."""
    return autopar.explain(function).loops[0].ran.partition("; ")[2]


def check(
    function: Callable[..., Any], make: Callable[[], tuple[Any, ...]], parallel: bool
) -> None:
    for threads in THREADS:
        _engine.set_thread_count(threads)
        check_same(function, make, "compiled")
        assert is_parallel(function) == parallel


def vectors(p: Any, length: int | None = None) -> tuple[Any, ...]:
    length = len(p) if length is None else length
    return np.arange(float(length)), p, np.sqrt(np.arange(len(p)) + 1.0)


def permutation(size: int, seed: int = 1) -> Any:
    return np.random.default_rng(seed).permutation(size)


@pytest.mark.parametrize("text", [STORE, UPDATE])
@pytest.mark.parametrize("size", [50, SIZE])
def test_a_permutation_scatters_in_parallel(tmp_path: Path, text: str, size: int) -> None:
    function = define(tmp_path, text)
    check(function, lambda: vectors(permutation(size)), parallel=True)
    assert inspection(function) == (f"no value of p[0:{size}] comes twice or is below 0: True")


@pytest.mark.parametrize("text", [STORE, UPDATE])
@pytest.mark.parametrize("size", [50, SIZE])
def test_a_value_that_comes_twice_keeps_the_order(tmp_path: Path, text: str, size: int) -> None:
    def doubled() -> tuple[Any, ...]:
        p = permutation(size)
        p[7] = p[3]
        return vectors(p)

    function = define(tmp_path, text)
    check(function, doubled, parallel=False)
    assert inspection(function) == (f"no value of p[0:{size}] comes twice or is below 0: False")


@pytest.mark.parametrize("text", [STORE, UPDATE])
def test_an_array_may_change_from_call_to_call(tmp_path: Path, text: str) -> None:
    function = define(tmp_path, text)
    base = permutation(50)
    for value, parallel in ((None, True), (3, False), (None, True), (-50, False), (None, True)):

        def changed(value: int | None = value) -> tuple[Any, ...]:
            p = base
            p[:] = permutation(50)
            if value is not None:
                p[7] = p[3] if value == 3 else value
            return vectors(p)

        check(function, changed, parallel)


def test_negative_indices_may_name_the_cells_of_others(tmp_path: Path) -> None:
    """-1 and n - 1 are one cell."""
    function = define(tmp_path, STORE)
    for p in ([-1, 9, 3], [9, 4, -1], [0, -10, 5], [-1, -2, -3]):
        check(function, partial(lambda p: vectors(np.array(p), 10), p), parallel=False)


@pytest.mark.parametrize("place", [10, 11, 2**40, -11, -(2**62)])
def test_an_index_out_of_range_raises_after_the_stores_before_it(
    tmp_path: Path, place: int
) -> None:
    for text in (STORE, UPDATE):
        function = define(tmp_path, text)
        for threads in THREADS:
            _engine.set_thread_count(threads)
            p = np.array([4, 2, place, 1, 0])
            seen = check_same(function, partial(lambda p: vectors(p.copy(), 10), p), "replayed")
            assert seen.error is not None and seen.error[0] is IndexError


def test_an_array_that_the_loop_writes_is_no_index_array(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, p, b):
            for i in range(len(p) - 1):
                a[p[i]] = b[i]
                p[i + 1] = (p[i] + 3) % 10
        """,
    )
    check(function, lambda: vectors(permutation(10)), parallel=False)
    assert inspection(function) == ""


def test_an_array_that_is_its_own_index_is_none(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a):
            for i in range(len(a)):
                a[a[i]] = i
        """,
    )
    check(function, lambda: (permutation(10),), parallel=False)


def test_index_arrays_that_overlap_what_is_written_are_left_to_cpython(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, p):
            for i in range(len(p)):
                a[p[i]] = i
        """,
    )

    def apart() -> tuple[Any, ...]:
        return np.zeros(10, dtype=np.int64), permutation(10)

    def overlapping() -> tuple[Any, ...]:
        base = np.concatenate([permutation(10), np.arange(5)])
        return base[5:], base[:10]

    check(function, apart, parallel=True)
    check_same(function, overlapping, "declined")
    check(function, apart, parallel=True)


def test_only_the_elements_that_the_loop_reads_count(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, p, n):
            for i in range(2, n):
                a[p[i]] = i * 0.5
        """,
    )
    p = np.array([3, 3, 3, 1, 0, 2, 2, 2])
    for n, parallel in ((6, True), (7, False), (5, True), (8, False)):
        check(function, partial(lambda n: (np.zeros(9), p.copy(), n), n), parallel)


@pytest.mark.parametrize("shift", ["+ 1", "- 1", "- 4"])
@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int32, np.uint64, np.int64])
def test_shifted_indices(tmp_path: Path, shift: str, dtype: Any) -> None:
    """A sum of a narrow type may wrap to another element's, with a warning."""
    function = define(
        tmp_path,
        f"""
        def program(a, p):
            for i in range(len(p)):
                a[p[i] {shift}] = i * 0.5
        """,
    )
    for p in ([4, 9, 7], [0, 9, 4], [127, 0, 4], [100, 3, 4]):
        for threads in THREADS:
            _engine.set_thread_count(threads)
            make = partial(lambda p: (np.zeros(129), np.array(p, dtype=dtype)), p)
            check_same(function, make, None)


def test_lists_are_index_arrays_too(tmp_path: Path) -> None:
    function = define(tmp_path, STORE)
    for p, parallel in (([3, 0, 2, 1], True), ([3, 0, 3, 1], False), ([1, 2, 0, 3], True)):
        check(function, partial(lambda p: vectors(list(p)), p), parallel)


def test_stores_through_two_arrays_ask_for_both(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, p, c, q):
            for i in range(len(p)):
                a[p[i]] = i * 0.5
                c[q[i]] += 1.0
        """,
    )

    def make(first: Any, second: Any) -> tuple[Any, ...]:
        return np.zeros(9), np.array(first), np.zeros(9), np.array(second)

    good, bad = [2, 0, 1], [2, 0, 2]
    check(function, partial(make, good, good), parallel=True)
    check(function, partial(make, good, bad), parallel=False)
    check(function, partial(make, bad, good), parallel=False)
    assert "p[0:3]" in inspection(function) and "q[0:3]" in inspection(function)


def test_cells_that_another_index_reads_tie_the_iterations(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, p, b):
            for i in range(len(p)):
                a[p[i]] = a[i] * 0.5 + b[i]
        """,
    )
    check(function, lambda: vectors(permutation(50)), parallel=False)


def test_a_loop_inside_repeats_the_cells_of_the_loop_around_it(tmp_path: Path) -> None:
    function = define(
        tmp_path,
        """
        def program(a, p, b):
            for t in range(3):
                for i in range(len(p)):
                    a[p[i]] = a[p[i]] * 0.5 + b[i]
        """,
    )
    for threads in THREADS:
        _engine.set_thread_count(threads)
        check_same(function, lambda: vectors(permutation(50)), "compiled")
    outer, inner = autopar.explain(function).loops
    assert not outer.is_parallel
    assert " on " in inner.ran


def test_a_look_comes_only_where_it_is_worth_it(tmp_path: Path) -> None:
    _engine.set_always_inspecting(False)
    _engine.set_backward_order(False)
    cheap, costly = define(tmp_path, STORE), define(tmp_path, ROWS)
    _engine.set_thread_count(2)
    check_same(cheap, lambda: vectors(permutation(2000)), "compiled")
    check_same(costly, rows, "compiled")
    assert not is_parallel(cheap) and inspection(cheap) == ""
    assert is_parallel(costly)
    _engine.set_thread_count(1)
    check_same(costly, rows, "compiled")
    assert not is_parallel(costly) and inspection(costly) == ""


def rows() -> tuple[Any, ...]:
    """What is worth a look, for two threads."""
    return np.zeros(2000), permutation(2000), np.ones((2000, 50))


def test_a_handler_of_signals_might_change_what_was_found(tmp_path: Path) -> None:
    _engine.set_always_inspecting(False)
    _engine.set_thread_count(2)
    function = define(tmp_path, ROWS)
    check_same(function, rows, "compiled")
    assert is_parallel(function)
    before = signal.signal(signal.SIGUSR1, lambda *_: None)
    try:
        check_same(function, rows, "compiled")
        assert not is_parallel(function)
    finally:
        signal.signal(signal.SIGUSR1, before)
    check_same(function, rows, "compiled")
    assert is_parallel(function)


def test_looks_in_vain_become_rare(tmp_path: Path) -> None:
    _engine.set_always_inspecting(False)
    _engine.set_thread_count(2)
    function = define(tmp_path, ROWS)

    def doubled() -> tuple[Any, ...]:
        return np.zeros(2000), np.zeros(2000, dtype=np.int64), np.ones((2000, 50))

    looks = 0
    for _ in range(40):
        function(*doubled())
        looks += inspection(function) != ""
    assert 2 <= looks <= 12
