"""What runs cost: a page beside the report, and never in it."""

import csv
import sqlite3
from pathlib import Path

import pytest
from autopar_report.command_line import main
from autopar_report.costs import costs
from autopar_report.page import write_part
from databases import insert, small_bench, small_crawl, small_run, small_study


def read(output: Path, name: str) -> list[dict[str, str]]:
    with (output / "costs" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.usefixtures("no_drawing")
def test_costs_stand_on_a_page_of_their_own(tmp_path: Path) -> None:
    study = ["study", str(small_study(tmp_path / "study.db")), "--quiet"]
    assert main([*study, "--output", str(tmp_path / "without")]) == 0
    assert not (tmp_path / "without" / "costs.html").exists()
    small_run(tmp_path / "run.db")
    output = tmp_path / "with"
    assert main([*study, "--output", str(output)]) == 0
    assert (output / "index.html").read_bytes() == (tmp_path / "without/index.html").read_bytes()
    page = (output / "costs.html").read_text(encoding="utf-8")
    assert "90.00 % of the notebooks took under 0.2 s each (20 analyses)" in page
    runs = read(output, "cost_runs")
    assert [float(row["notebooks_per_second"]) for row in runs] == [1, 2]
    assert [float(row["megabytes_per_second"]) for row in runs] == [2, 4]
    assert [row["jobs"] for row in read(output, "cost_jobs")] == ["1", "2"]
    quantiles = {
        row["notebooks_part"]: float(row["seconds"]) for row in read(output, "cost_quantiles")
    }
    assert quantiles["half"] == pytest.approx(0.05)
    assert quantiles["90 %"] == pytest.approx(0.09)
    assert quantiles["all"] == 0.5
    steps = [(row["step"], row["seconds"], row["clock"]) for row in read(output, "cost_steps")]
    assert steps == [("NEAR", "2.0", "WALL"), ("SKETCH", "1.0", "CPU")]
    assert [float(row["megabytes_per_second"]) for row in read(output, "cost_steps")] == [10, 20]
    assert read(output, "cost_failures")[0]["outcome"] == "CRASH"
    assert read(output, "cost_slowest")[0]["seconds"] == "0.5"


@pytest.mark.usefixtures("no_drawing")
def test_tries_of_a_crawl_stand_with_the_costs(tmp_path: Path) -> None:
    study, crawl = small_study(tmp_path / "study.db"), small_crawl(tmp_path / "crawl.db")
    small_run(tmp_path / "run.db")
    connection = sqlite3.connect(crawl)
    for name, generation, tries, error in (("a", 1, 1, "stalled"), ("b", 3, 4, "broke off")):
        insert(
            connection, "source", name=name, kind="REMOTE", state="FAILED", version="",
            generation=generation, files=0, damaged=0, incomplete=0, tries=tries, last_error=error,
        )  # fmt: skip
    connection.commit()
    connection.close()
    arguments = ["study", str(study), "--quiet", "--output", str(tmp_path), "--crawl", str(crawl)]
    assert main(arguments) == 0
    assert [list(row.values()) for row in read(tmp_path, "cost_crawl")] == [
        ["FAILED", "2", "4", "5", "4", "broke off"],
        ["SCANNED", "1", "1", "0", "0", ""],
    ]


@pytest.mark.usefixtures("no_drawing")
def test_a_run_database_of_another_kind_is_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = ["study", str(small_study(tmp_path / "study.db")), "--output", str(tmp_path / "d")]
    bench = small_bench(tmp_path / "bench.db")
    assert main([*study, "--run", str(bench)]) == 1
    assert "it has no table notebook_cost" in capsys.readouterr().err
    assert main([*study, "--run", str(tmp_path / "none.db")]) == 1
    assert "no database at" in capsys.readouterr().err


def test_the_distribution_is_drawn(tmp_path: Path) -> None:
    write_part(costs(small_run(tmp_path / "run.db")), tmp_path, 1)
    assert "<svg" in (tmp_path / "costs" / "durations.svg").read_text(encoding="utf-8")
