"""The report on the benchmarks."""

import csv
import math
import sqlite3
from pathlib import Path

import pytest
from autopar_report.bench_report import bench_report
from autopar_report.command_line import main
from autopar_report.page import Note
from autopar_report.table import Table
from bench_series import bench_with_series
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


def test_a_failure_is_listed_and_counts_as_one_in_every_mean(output: Path) -> None:
    (failure,) = read_csv(output, "failures")
    assert (failure["program"], failure["contender"]) == ("saxpy", "autopar")
    (kind,) = read_csv(output, "failure_kinds")
    assert (kind["status"], kind["program"], kind["contender"]) == ("failed", "saxpy", "autopar")
    assert (kind["cells"], kind["presets"]) == ("1", failure["preset"])
    means = {(row["preset"], row["contender"]): row for row in read_csv(output, "means")}
    ours, numba = means["S", "autopar"], means["S", "numba_njit"]
    assert ours["problems"] == numba["problems"] == "2"
    assert (ours["failures"], numba["failures"]) == ("1", "0")
    assert float(ours["geometric"]) == pytest.approx(math.sqrt(200 * 1))
    assert float(ours["harmonic"]) == pytest.approx(2 / (1 / 200 + 1))
    assert float(numba["harmonic"]) == pytest.approx(2 / (1 / 125 + 3 / 125))
    page = (output / "index.html").read_text(encoding="utf-8")
    assert "no &lt;such&gt; thing" in page


def test_kinds_of_failures_say_how_many_other_messages_they_have(tmp_path: Path) -> None:
    database = small_bench(tmp_path / "bench.db")
    with sqlite3.connect(database) as connection:
        (bad,) = connection.execute(
            "SELECT cell_id FROM every_result WHERE program = 'saxpy' AND preset = 'M' "
            "AND contender = 'autopar'"
        ).fetchone()
        connection.execute("DELETE FROM repetition WHERE cell_id = ?", (bad,))
        connection.execute(
            "UPDATE cell SET status = 'failed', message = 'took too long' WHERE cell_id = ?", (bad,)
        )
    assert main(["bench", str(database), "--output", str(tmp_path), "--quiet"]) == 0
    (kind,) = read_csv(tmp_path, "failure_kinds")
    assert (kind["cells"], kind["presets"]) == ("2", "S, M")
    assert kind["message"] == "ValueError: no <such> thing (and 1 other message)"


def test_the_main_table_has_ratios_means_and_columns_without_a_device(output: Path) -> None:
    rows = {row["program"]: row for row in read_csv(output, "table_S")}
    assert float(rows["gemm"]["autopar"]) == pytest.approx(200)
    assert float(rows["gemm"]["over_numba"]) == pytest.approx(1.6)
    assert rows["saxpy"]["autopar"] == "failed"
    assert rows["saxpy"]["over_numba"] == ""
    assert {row["autopar_cuda"] for row in rows.values()} == {"no device"}
    mean = float(rows["geometric mean of 2"]["over_numba"])
    numba_saxpy = 10_000_000 / 240_000
    assert mean == pytest.approx(math.sqrt(1.6 / numba_saxpy))
    assert not (output / "bench" / "table_S.tex").exists()
    latex = (output / "bench" / "table_M.tex").read_text(encoding="utf-8")
    assert r"geometric mean of 2" in latex
    assert r"autopar\_cuda" in latex


def test_wins_and_losses_are_told_by_intervals(output: Path) -> None:
    rows = {(row["against"], row["preset"]): row for row in read_csv(output, "standing")}
    assert [rows["cpython", "S"][word] for word in ("faster", "slower", "not_compared")] == [
        "1",
        "0",
        "1",
    ]
    assert rows["the best of Numba", "M"]["faster"] == "2"
    assert read_csv(output, "losses") == []
    assert read_csv(output, "slower_than_cpython") == []


def test_every_program_and_preset_has_a_verdict(output: Path) -> None:
    rows = {(row["program"], row["preset"]): row for row in read_csv(output, "verdicts")}
    assert len(rows) == 4
    won, failed = rows["gemm", "S"], rows["saxpy", "S"]
    assert (won["result"], won["ran"], won["against_cpython"]) == (
        "equal",
        "compiled",
        "faster",
    )
    assert (won["best_numba"], won["against_numba"]) == ("numba_njit", "faster")
    assert (failed["result"], failed["ran"], failed["against_cpython"]) == (
        "failed",
        "",
        "not compared",
    )


@pytest.mark.usefixtures("no_drawing")
def test_a_loss_is_listed_with_both_times(tmp_path: Path) -> None:
    database = small_bench(tmp_path / "bench.db")
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE repetition SET elapsed_ns = 4 * elapsed_ns WHERE cell_id = 2")
    connection.close()
    assert main(["bench", str(database), "--output", str(tmp_path), "--quiet"]) == 0
    (loss,) = read_csv(tmp_path, "losses")
    assert (loss["program"], loss["preset"], loss["against"]) == ("gemm", "S", "numba_njit")
    assert float(loss["ratio"]) == pytest.approx(0.4)
    verdicts = {(r["program"], r["preset"]): r for r in read_csv(tmp_path, "verdicts")}
    assert verdicts["gemm", "S"]["against_numba"] == "slower"
    assert float(loss["our_ns"]) == pytest.approx(200_000)


@pytest.mark.usefixtures("no_drawing")
def test_problems_that_cpython_was_not_timed_on_are_in_no_mean(tmp_path: Path) -> None:
    database = small_bench(tmp_path / "bench.db")
    with sqlite3.connect(database) as connection:
        connection.execute("DELETE FROM repetition WHERE cell_id % 3 = 0")
    connection.close()
    assert main(["bench", str(database), "--output", str(tmp_path), "--quiet"]) == 0
    assert read_csv(tmp_path, "means") == []


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


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("series")
    database = bench_with_series(folder / "bench.db")
    assert main(["bench", str(database), "--output", str(folder), "--quiet"]) == 0
    return folder


def test_crossing_points_are_named_by_what_grows(series: Path) -> None:
    (row,) = read_csv(series, "crossings")
    assert row["beats_cpython"] == "from n = 8 on"
    assert row["beats_serial"] == "at no size"
    assert row["beats_numba"] == "from n = 16 on"


def test_the_oracle_compares_the_choice_with_the_best(series: Path) -> None:
    rows = read_csv(series, "oracle")
    assert len(rows) == 9
    first = rows[0]
    assert first["size"] == "n = 1"
    assert float(first["cpython_ns"]) == 20
    assert (first["best_own"], first["best_of_all"]) == ("cpython", "cpython")
    assert float(first["slowdown_own"]) == pytest.approx(4)
    assert first["autopar_cuda_ns"] == ""
    assert (rows[8]["best_own"], rows[8]["chosen"]) == ("autopar_serial", "cpu x2")
    (gemm, every) = read_csv(series, "oracle_means")
    # CPython at n = 1, 2 and 4 takes 20, 40 and 80 ns; from n = 4 on one thread takes 80 ns.
    own = [100 / 20, 100 / 40, *[100 / 80] * 7]
    assert float(gemm["slowdown_own"]) == pytest.approx(sum(own) / 9 - 1)
    assert float(gemm["worst_own"]) == pytest.approx(4)
    numba = [100 / 20, 100 / 40, *[100 / 50] * 2, *[100 / 80] * 5]
    assert float(every["slowdown_all"]) == pytest.approx(sum(numba) / 9 - 1)
    assert every["experiments"] == "9"


@pytest.mark.usefixtures("no_drawing")
def test_a_failure_counts_in_the_oracle_as_cpythons_loops(tmp_path: Path) -> None:
    database = bench_with_series(tmp_path / "bench.db")
    with sqlite3.connect(database) as connection:
        connection.execute(
            "DELETE FROM repetition WHERE cell_id = (SELECT cell_id FROM cell "
            "JOIN problem USING (problem_id) WHERE preset = 'size9' AND contender = 'autopar')"
        )
    connection.close()
    assert main(["bench", str(database), "--output", str(tmp_path), "--quiet"]) == 0
    (gemm, every) = read_csv(tmp_path, "oracle_means")
    assert (gemm["experiments"], gemm["failures"]) == ("9", "1")
    assert float(every["worst_own"]) == pytest.approx(20 * 256 / 80 - 1)
    (last,) = [row for row in read_csv(tmp_path, "oracle") if row["size"] == "n = 256"]
    assert last["autopar_ns"] == ""
    assert float(last["slowdown_own"]) == pytest.approx(20 * 256 / 80 - 1)


def test_threads_are_compared_with_one_and_stay_out_of_the_other_tables(series: Path) -> None:
    rows = {row["asked_threads"]: row for row in read_csv(series, "threads")}
    assert float(rows["2"]["over_one_thread"]) == pytest.approx(1.8)
    assert float(rows["2"]["efficiency"]) == pytest.approx(0.9)
    large = [row for row in read_csv(series, "warm") if row["preset"] == "L"]
    assert [row["contender"] for row in large] == ["cpython", "autopar", "numba_prange"]


def test_processes_are_compared_with_one_that_imports_numpy(series: Path) -> None:
    rows = {(row["contender"], row["measurement"]): row for row in read_csv(series, "cold")}
    assert float(rows["autopar", "cold"]["beyond_numpy_ns"]) == 80
    assert float(rows["autopar", "cached"]["beyond_numpy_ns"]) == 50
    means = {(row["contender"], row["measurement"]): row for row in read_csv(series, "cold_means")}
    assert float(means["autopar", "cold"]["geometric"]) == pytest.approx(120 / 180)
    assert means["autopar_cuda", "cold"]["geometric"] == ""


def test_the_four_times_stand_side_by_side(series: Path) -> None:
    rows = {(r["program"], r["preset"], r["contender"]): r for r in read_csv(series, "four_times")}
    ours = rows["gemm", "S", "autopar"]
    found = [float(ours[key]) for key in ("cold_ns", "cached_ns", "warm_ns", "kernel_ns")]
    assert found == [180, 150, 50_000, 30]
    assert rows["gemm", "S", "numba_njit"]["kernel_ns"] == ""


def test_the_roofline_compares_with_what_the_machine_can_do(series: Path) -> None:
    """gemm at size9: 1000 operations and 8000 bytes in 100 ns; 1000 bytes a second allow 125."""
    rows = read_csv(series, "roofline")
    (ours,) = [row for row in rows if row["contender"] == "autopar"]
    assert ours["preset"] == "size9"
    assert float(ours["operations_per_byte"]) == pytest.approx(0.125)
    assert float(ours["operations_rate"]) == pytest.approx(10)
    assert float(ours["of_roof"]) == pytest.approx(1e10 / 125)


@pytest.mark.usefixtures("no_drawing")
def test_the_largest_preset_is_one_that_the_twelve_were_timed_at(output: Path) -> None:
    """In the series database gemm has L, and saxpy has not."""
    assert {row["preset"] for row in read_csv(output, "roofline")} == {"M"}


def test_the_page_has_a_figure_of_each_kind(series: Path) -> None:
    names = {file.stem for file in (series / "bench").glob("*.svg")}
    assert names == {"speed_up", "over_numba", "cold", "sizes", "scaling", "roofline"}


def test_what_speaks_against_the_times_stands_at_the_top(tmp_path: Path) -> None:
    database = small_bench(tmp_path / "bench.db")
    with sqlite3.connect(database) as connection:
        connection.execute("INSERT INTO environment VALUES (1, 'flag', '1.2 processors were idle')")
        connection.execute("UPDATE problem SET foreign_load = 0.5 WHERE program = 'gemm'")
        connection.execute(
            "UPDATE repetition SET elapsed_ns = 9 * elapsed_ns WHERE cell_id = 0 AND repetition > 2"
        )
    connection.close()
    first = bench_report(database).sections[0].blocks[0]
    assert isinstance(first, Note)
    assert first.is_warning
    assert "1.2 processors were idle." in first.text
    assert "2 of 4 problems were measured (up to 0.5)" in first.text
    assert "than a tenth of it for 1 of 11 cells at the presets:" in first.text
    assert first.text.startswith("The times are not to be relied on.")


def test_wide_intervals_alone_do_not_condemn_a_run(tmp_path: Path) -> None:
    database = small_bench(tmp_path / "bench.db")
    with sqlite3.connect(database) as connection:
        connection.execute(
            "UPDATE repetition SET elapsed_ns = 9 * elapsed_ns WHERE cell_id = 0 AND repetition > 2"
        )
    connection.close()
    first = bench_report(database).sections[0].blocks[0]
    assert isinstance(first, Note)
    assert first.text.startswith("The interval of the median is wider")


def test_nothing_speaks_against_a_quiet_run(tmp_path: Path) -> None:
    first = bench_report(small_bench(tmp_path / "bench.db")).sections[0].blocks[0]
    assert not isinstance(first, Note)


@pytest.mark.usefixtures("no_drawing")
def test_both_reports_in_one_folder_are_one_page(tmp_path: Path) -> None:
    bench, study = small_bench(tmp_path / "bench.db"), empty_study(tmp_path / "study.db")
    output = str(tmp_path / "report")
    assert main(["bench", str(bench), "--output", output, "--quiet"]) == 0
    assert main(["study", str(study), "--output", output, "--quiet"]) == 0
    page = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
    assert page.index('<h1 id="study">') < page.index('<h1 id="bench">')


def test_tables_of_wins_losses_and_means_are_shown_whole(output: Path) -> None:
    """29 programs and their means are more rows than a table usually shows."""
    part = bench_report(output / "bench.db")
    tables = [b for section in part.sections for b in section.blocks if isinstance(b, Table)]
    whole = {table.name for table in tables if table.most_rows >= 3 * 29}
    assert whole >= {"table_S", "table_M", "means", "verdicts", "losses", "slower_than_cpython"}
