"""The report on the benchmarks."""

import csv
import sqlite3
from pathlib import Path

import pytest
from autopar_report.bench_report import bench_report
from autopar_report.command_line import main
from autopar_report.table import Table
from databases import empty_study, small_bench


def read_csv(output: Path, name: str) -> list[dict[str, str]]:
    with (output / "bench" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    database = small_bench(folder / "bench.db")
    assert main(["bench", str(database), "--output", str(folder), "--quiet"]) == 0
    return folder


def test_ratios_are_those_of_the_medians(output: Path) -> None:
    rows = {(r["program"], r["preset"], r["contender"]): r for r in read_csv(output, "warm")}
    assert len(rows) == 12
    row = rows["gemm", "S", "numba_njit"]
    assert float(row["over_cpython"]) == pytest.approx(125)
    assert float(row["ratio_low"]) < 125 < float(row["ratio_high"])
    assert float(rows["gemm", "S", "autopar"]["over_numba"]) == pytest.approx(1.6)
    assert float(rows["gemm", "S", "cpython"]["over_cpython"]) == 1


def test_a_failure_is_listed_and_keeps_its_problem_out_of_every_mean(output: Path) -> None:
    (failure,) = read_csv(output, "failures")
    assert (failure["program"], failure["contender"]) == ("saxpy", "autopar")
    means = {row["contender"]: row for row in read_csv(output, "means")}
    assert (means["autopar"]["problems"], means["autopar"]["timed"]) == ("4", "3")
    assert means["autopar"]["common"] == means["numba_njit"]["common"] == "3"
    harmonic = 3 / (1 / 125 + 1 / 62.5 + 1 / 31.25)
    assert float(means["numba_njit"]["harmonic"]) == pytest.approx(harmonic)
    page = (output / "index.html").read_text(encoding="utf-8")
    assert "no &lt;such&gt; thing" in page


@pytest.mark.usefixtures("no_drawing")
def test_a_contender_that_never_ran_leaves_no_mean(tmp_path: Path) -> None:
    database = small_bench(tmp_path / "bench.db")
    with sqlite3.connect(database) as connection:
        connection.execute("DELETE FROM repetition WHERE cell_id % 3 = 2")
    connection.close()
    assert main(["bench", str(database), "--output", str(tmp_path), "--quiet"]) == 0
    assert {row["geometric"] for row in read_csv(tmp_path, "means")} == {""}


def test_the_last_run_that_measured_is_shown(tmp_path: Path) -> None:
    database = small_bench(tmp_path / "bench.db")
    with sqlite3.connect(database) as connection:
        connection.execute("INSERT INTO run VALUES (2, '2031-01-01T00:00:00Z', NULL, '0.2.0', 2)")
    connection.close()
    tables = {
        block.name: block
        for section in bench_report(database).sections
        for block in section.blocks
        if isinstance(block, Table)
    }
    assert [row[-1] for row in tables["runs"].rows] == [1, 0]
    assert len(tables["warm"].rows) == 12


@pytest.mark.usefixtures("no_drawing")
def test_both_reports_in_one_folder_are_one_page(tmp_path: Path) -> None:
    bench, study = small_bench(tmp_path / "bench.db"), empty_study(tmp_path / "study.db")
    output = str(tmp_path / "report")
    assert main(["bench", str(bench), "--output", output, "--quiet"]) == 0
    assert main(["study", str(study), "--output", output, "--quiet"]) == 0
    page = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
    assert page.index('<h1 id="study">') < page.index('<h1 id="bench">')
