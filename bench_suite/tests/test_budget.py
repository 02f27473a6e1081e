"""What a run measures first, and when it ends."""

import re
import time
from pathlib import Path

import pytest
from suite_under_test import FAST, MORE, Run, read_rows


def test_what_a_budget_does_not_reach_is_left_out_and_said(bench: Run, tmp_path: Path) -> None:
    database = tmp_path / "bench.db"
    finished = bench(
        "--output",
        str(database),
        "--extended",
        "--budget",
        "0.0001",
        "--benchmark_filter=^(saxpy|column_sums)/S/cpython/m",
        *FAST,
    )
    assert finished.returncode == 0
    message = (
        "1 of 2 groups of benchmarks, from column_sums/S on: they do not fit into 0.0001 minutes"
    )
    assert f"autopar-bench: left out {message}" in finished.stderr
    assert read_rows(database, "SELECT program FROM result") == [("saxpy",)]
    query = "SELECT value FROM environment WHERE key = 'left_out'"
    assert read_rows(database, query) == [(message,)]


def test_no_group_is_begun_that_would_probably_end_too_late(bench: Run) -> None:
    """Each takes more than half of 6 s; where it is not all of them, the second begins in time."""
    finished = bench(
        "--extended",
        "--budget",
        "0.1",
        "--benchmark_filter=^(saxpy|column_sums)/S/cpython/m",
        "--benchmark_min_time=1.6",
        "--benchmark_repetitions=2",
    )
    assert finished.returncode == 0
    assert "left out 1 of 2 groups of benchmarks, from column_sums/S on" in finished.stderr


@pytest.mark.slow
def test_a_run_that_gets_short_of_time_repeats_less(bench: Run, tmp_path: Path) -> None:
    """Each of four takes 10 to 18 of 36 s: two fit in, and four only if they repeat less."""
    database = tmp_path / "bench.db"
    finished = bench(
        "--output",
        str(database),
        "--extended",
        "--budget",
        "0.6",
        "--benchmark_filter=^(saxpy|column_sums|prefix_sum|strided_update)/S/cpython/m",
        "--benchmark_min_time=1",
        "--benchmark_repetitions=10",
    )
    assert finished.returncode == 0
    query = """SELECT program, count(*) FROM repetition JOIN cell USING (cell_id)
        JOIN problem USING (problem_id) GROUP BY problem_id ORDER BY problem_id"""
    repetitions = [count for _, count in read_rows(database, query)]
    assert repetitions[:2] == [10, 3]


@pytest.mark.slow
@pytest.mark.parametrize("way", ["manual_time", "cold"])
def test_a_group_that_the_end_of_the_run_cuts_short_is_left_out(
    bench: Run, tmp_path: Path, way: str
) -> None:
    """What hangs is given up then; what was not asked any more has not failed.

    Processes start in a random order, so there only what hangs is known to be cut off.
    """
    database = tmp_path / "bench.db"
    begin = time.monotonic()
    finished = bench(
        *MORE,
        "--output",
        str(database),
        "--budget",
        "0.01",
        "--cold-starts",
        "1",
        f"--benchmark_filter=^saxpy/S/(cpython|hangs|prints)/{way}",
        *FAST,
    )
    assert finished.returncode == 0
    assert time.monotonic() - begin < 60
    for contender in ("hangs",) if way == "cold" else ("hangs", "prints"):
        line = rf"saxpy/S/{contender}(/cold)?: left out: the time of the run was over"
        assert re.search(line, finished.stderr)
    assert read_rows(database, "SELECT * FROM problem") == []
    assert read_rows(database, "SELECT * FROM cell") == []
    name = "saxpy/S, new processes" if way == "cold" else "saxpy/S"
    query = "SELECT value FROM environment WHERE key = 'left_out'"
    assert read_rows(database, query) == [
        (f"1 of 1 groups of benchmarks, from {name} on: they do not fit into 0.01 minutes",)
    ]


def test_the_twelve_come_first_and_the_series_last(bench: Run) -> None:
    names = bench("--extended", "--size-series", "--benchmark_list_tests").stdout.splitlines()
    first = {name: place for place, name in reversed(list(enumerate(names)))}
    order = [
        "saxpy/L/autopar",
        "black_scholes/S/autopar/cold",
        "black_scholes/size1/autopar",
        "trisolv/L/autopar",
        "cholesky/S/autopar/cold",
        "cholesky/size1/autopar",
    ]
    places = [first[f"{name}/manual_time"] for name in order]
    assert places == sorted(places)
