"""No golden loop carries what its verdict forbids; free ones are parallel or listed."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from golden_loops import GoldenFile, GoldenLoop, golden_files, golden_paths, known_differences
from trace_oracle import SEQUENTIAL, Claim, Trace

NAMES = [path.name for path in golden_paths()]


@cache
def traced(name: str) -> Trace:
    golden = golden_files()[name]
    trace = Trace(golden.source)
    raised = ""
    try:
        trace.run(golden.lines("before"), golden.lines("after"), name)
    except Exception as error:
        raised = type(error).__name__
        if [raised] != golden.lines("raises"):
            raise
    assert [raised] == (golden.lines("raises") or [""])
    return trace


def loops_of(name: str) -> list[tuple[GoldenLoop, int]]:
    golden: GoldenFile = golden_files()[name]
    trace = traced(name)
    return [(loop, trace.loop_at(loop.said["line"], loop.said["column"])) for loop in golden.loops]


def claim_of_analysis(loop: GoldenLoop) -> Claim:
    said = loop.said
    distance = loop.expected_distance if said["verdict"] == "DOACROSS" else 1
    return Claim(said["verdict"], frozenset(said["private"]), frozenset(said["reduced"]), distance)


def claim_of_first_line(loop: GoldenLoop) -> Claim:
    every = frozenset(["*", "[]", *loop.said["private"]])
    return Claim(loop.expected, every, frozenset("*"), loop.expected_distance)


def is_sequential(loop: GoldenLoop) -> bool:
    """Called so for good: no facts of a later stage could tell more."""
    said = loop.said
    is_open = said["verdict"] == "UNKNOWN" and said["stage_needed"] != "NEVER"
    return said["verdict"] in SEQUENTIAL and not is_open


@pytest.mark.parametrize("name", NAMES)
def test_every_loop_of_the_file_runs(name: str) -> None:
    for loop, number in loops_of(name):
        trace = traced(name)
        is_seen = trace.iterations(number) > 1
        if loop.expected == "TRIVIAL":
            is_seen = trace.is_reached(number)
        assert is_seen, f"{name}: {loop.label} hardly runs"


@pytest.mark.parametrize("name", NAMES)
def test_the_analysis_allows_what_the_run_carried(name: str) -> None:
    for loop, number in loops_of(name):
        found = traced(name).unexplained(number, claim_of_analysis(loop))
        assert not found, f"{name}: {loop.label} is no {loop.said['verdict']}: {found[0]}"


@pytest.mark.parametrize("name", NAMES)
def test_the_expectation_allows_what_the_run_carried(name: str) -> None:
    for loop, number in loops_of(name):
        found = traced(name).unexplained(number, claim_of_first_line(loop))
        assert not found, f"{name}: {loop.label} is no {loop.expected}: {found[0]}"


@pytest.mark.parametrize("name", NAMES)
def test_a_free_loop_is_called_parallel_or_listed(name: str) -> None:
    listed = {*known_differences("known_differences.txt"), *known_differences("free_loops.txt")}
    free = [
        loop.label
        for loop, number in loops_of(name)
        if is_sequential(loop) and traced(name).is_free(number)
    ]
    assert not free or name in listed, f"{name}: {free} carried nothing"


def test_the_list_of_free_loops_has_no_other_entry() -> None:
    for name in known_differences("free_loops.txt"):
        assert any(
            is_sequential(loop) and traced(name).is_free(number) for loop, number in loops_of(name)
        ), f"{name} is called parallel or carries something: remove its line"
