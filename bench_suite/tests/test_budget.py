"""What a run measures first, and when it ends."""

import re
import time
from pathlib import Path

import pytest
from suite_under_test import FAST, MORE, Run, read_rows, read_texts


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
def test_what_hangs_is_given_up_when_the_time_of_the_run_is_over(
    bench: Run, tmp_path: Path
) -> None:
    database = tmp_path / "bench.db"
    begin = time.monotonic()
    finished = bench(
        *MORE,
        "--output",
        str(database),
        "--budget",
        "0.01",
        "--benchmark_filter=^saxpy/S/(hangs|prints)/m",
        *FAST,
    )
    assert finished.returncode == 1
    assert time.monotonic() - begin < 60
    found = read_texts(database, "SELECT contender, status || ': ' || message FROM result")
    assert re.fullmatch(r"failed: took longer than (1[0-9]|2[01]) s", found["hangs"])
    assert found["prints"] == "failed: the time of the run was over"


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
