"""Whether contenders of a problem are measured in turns, or one after the other."""

from itertools import pairwise
from pathlib import Path

import pytest
from suite_under_test import MORE, Run

REPETITIONS = 10
CHECKED_CALLS = 2


def measure_in_turns(
    bench: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *flags: str
) -> list[str]:
    """Whose call it was, of two contenders with as many repetitions, without the checked calls."""
    turns = tmp_path / "turns"
    monkeypatch.setenv("TURNS", str(turns))
    fast = ("--benchmark_min_time=0.000001", f"--benchmark_repetitions={REPETITIONS}")
    finished = bench(*MORE, "--benchmark_filter=^saxpy/S/turns_(one|other)/m", *fast, *flags)
    assert finished.returncode == 0, finished.stderr
    calls = turns.read_text(encoding="utf-8").split()
    checked = 2 * CHECKED_CALLS
    assert calls[:checked] == ["one"] * CHECKED_CALLS + ["other"] * CHECKED_CALLS
    assert {name: calls[checked:].count(name) for name in ("one", "other")} == {
        "one": REPETITIONS,
        "other": REPETITIONS,
    }
    return calls[checked:]


def count_changes(calls: list[str]) -> int:
    return sum(one != following for one, following in pairwise(calls))


def test_repetitions_of_the_contenders_of_a_problem_are_interleaved(
    bench: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the orders by chance one in 90,000 has all of one contender before all of the other."""
    assert count_changes(measure_in_turns(bench, tmp_path, monkeypatch)) > 1


def test_without_interleaving_a_contender_is_measured_to_its_end(
    bench: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shows that the order of calls would tell."""
    off = "--benchmark_enable_random_interleaving=false"
    assert count_changes(measure_in_turns(bench, tmp_path, monkeypatch, off)) == 1
