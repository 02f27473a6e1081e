"""The report on the study: its sums, its numbers, and what it says when a row is missing."""

import csv
import re
import sqlite3
from pathlib import Path

import pytest
from autopar_report.command_line import main
from autopar_report.study_report import study_report
from databases import REPOSITORIES, empty_study, small_study

LOOPS = 7 * REPOSITORIES


def report(database: Path, output: Path) -> int:
    return main(["study", str(database), "--output", str(output), "--quiet"])


def read_csv(output: Path, name: str) -> list[dict[str, str]]:
    with (output / "study" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    assert report(small_study(folder / "study.db"), folder) == 0
    return folder


def test_the_sums_of_the_flow_close(output: Path) -> None:
    steps = read_csv(output, "flow")
    assert len(steps) == 11
    for step in steps:
        assert int(step["previous"]) == int(step["kept"]) + int(step["dropped"])
    assert steps[-1] == {
        "step": "classified",
        "unit": "loop",
        "previous": str(LOOPS + REPOSITORIES),
        "kept": str(LOOPS),
        "dropped": str(REPOSITORIES),
    }
    dropped = sum(int(drop["n"]) for drop in read_csv(output, "flow_drops"))
    assert dropped == sum(int(step["dropped"]) for step in steps)
    assert "do not add up" not in (output / "index.html").read_text(encoding="utf-8")


def delete(database: Path, row: str) -> None:
    with sqlite3.connect(database) as connection:
        assert connection.execute(f"DELETE FROM {row}").rowcount == 1
    connection.close()


@pytest.mark.parametrize(
    ("row", "step"),
    [
        ("occurrence WHERE path = 'r3/a.ipynb'", "listed"),
        (f"notebook WHERE blob = '{3:040x}'", "unique"),
        (f"cell WHERE blob = '{3:040x}' AND cell = 2", "cells"),
        (f"loop WHERE blob = '{3:040x}' AND cell = 1 AND loop = 2", "loops"),
        (f"pair_test WHERE blob = '{3:040x}' AND test = 'GREATEST_COMMON_DIVISOR'", "test runs"),
        (f"pair_test WHERE blob = '{3:040x}' AND test = 'NAME'", "test runs"),
        (f"pair_test WHERE blob = '{3:040x}' AND test = 'NONE'", "pairs decided"),
    ],
)
def test_a_deleted_row_opens_a_sum(row: str, step: str, tmp_path: Path) -> None:
    database = small_study(tmp_path / "study.db")
    assert study_report(database)[1] == []
    delete(database, row)
    gaps = study_report(database)[1]
    assert gaps
    assert gaps[0].startswith(f"step '{step}' does not close: ")


@pytest.mark.usefixtures("no_drawing")
def test_a_sum_that_does_not_close_is_said_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = small_study(tmp_path / "study.db")
    delete(database, "occurrence WHERE path = 'r0/link.ipynb'")
    assert report(database, tmp_path) == 4
    assert "does not close" in capsys.readouterr().err
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    warning = page.index('class="warning" role="alert"')
    assert "do not add up" in page[warning : warning + 200]
    assert warning < page.index('class="tiles"')


def test_the_main_table_counts_every_headline_loop_once(output: Path) -> None:
    rows = read_csv(output, "verdicts_statement") + read_csv(output, "verdicts_comprehension")
    trivial = sum(int(kind["trivial"]) for kind in read_csv(output, "loop_kinds"))
    assert sum(int(row["loops"]) for row in rows) == LOOPS - trivial
    for family in ("statement", "comprehension"):
        shares = [float(row["share"]) for row in read_csv(output, f"verdicts_{family}")]
        assert sum(shares) == pytest.approx(1)


def test_a_share_lies_in_its_interval(output: Path) -> None:
    rows = [row for row in read_csv(output, "verdicts_statement") if int(row["loops"])]
    assert rows
    for row in rows:
        assert float(row["share_low"]) < float(row["share"]) < float(row["share_high"])


def test_headline_sets_are_nested_and_complete(output: Path) -> None:
    rows = read_csv(output, "headline")
    for row in rows:
        shares = [float(row[f"{name}_share"]) for name in ("decided", "conditional", "neither")]
        assert sum(shares) == pytest.approx(1)
    strict, relaxed = rows[0], rows[1]
    assert (strict["headline"], relaxed["headline"]) == ("STRICT", "RELAXED")
    assert int(strict["decided"]) < int(relaxed["decided"])
    assert int(strict["conditional"]) > 0


def test_stages_and_verdicts_agree(output: Path) -> None:
    verdicts = read_csv(output, "verdicts_statement") + read_csv(output, "verdicts_comprehension")
    for row in read_csv(output, "stages"):
        loops = sum(int(v["loops"]) for v in verdicts if v["verdict"] == row["verdict"])
        assert int(row["all"]) == loops


def test_every_loop_is_under_one_stage(output: Path) -> None:
    rows = read_csv(output, "stage_sums")
    assert [row["stage"] for row in rows] == [
        "SYNTAX", "LOOP", "NOTEBOOK", "LIBRARY", "BOUNDS", "TYPES", "CONTENT", "NEVER",
    ]  # fmt: skip
    trivial = sum(int(kind["trivial"]) for kind in read_csv(output, "loop_kinds"))
    assert sum(int(r["classified_decided"]) + int(r["classified_needed"]) for r in rows) == LOOPS
    assert sum(int(r["decided"]) + int(r["needed"]) for r in rows) == LOOPS - trivial
    by_stage = {row["stage"]: row for row in rows}
    assert int(by_stage["NEVER"]["decided"]) == 0
    assert int(by_stage["TYPES"]["guarded"]) == int(by_stage["TYPES"]["needed"]) > 0


def test_runs_and_pairs_of_every_test_are_counted(output: Path) -> None:
    rows = {row["test"]: row for row in read_csv(output, "pair_tests")}
    assert len(rows) == 13
    for row in rows.values():
        outcomes = ("independent", "dependent", "passed_on", "gave_up")
        assert int(row["applied"]) == sum(int(row[name]) for name in outcomes)
    assert int(rows["GCD"]["passed_on"]) == 2 * REPOSITORIES
    assert int(rows["exact (integer points)"]["gave_up"]) == REPOSITORIES
    assert int(rows["ZIV"]["applied"]) == 0
    for name, share in (("name", 0.4), ("exact (integer points)", 0.3), ("no test", 0.3)):
        assert float(rows[name]["share"]) == pytest.approx(share)
    assert float(rows["GCD"]["share"]) == 0


def test_pairs_by_answer_are_the_pairs_of_the_tests(output: Path) -> None:
    answers = {row["answer"]: row for row in read_csv(output, "pair_answers")}
    for name, pairs in (("independent", 5), ("dependent", 2), ("unknown", 3)):
        assert int(answers[name]["pairs"]) == pairs * REPOSITORIES
        of_tests = sum(int(row[f"pairs_{name}"]) for row in read_csv(output, "pair_tests"))
        assert of_tests == pairs * REPOSITORIES


def test_pairs_of_trivial_loops_are_not_in_the_headline(output: Path) -> None:
    trivial = sum((7 * number) % 11 == 10 for number in range(REPOSITORIES))
    assert trivial == 1
    whole = sum(int(row["headline_pairs"]) for row in read_csv(output, "pair_answers"))
    assert whole == 10 * (REPOSITORIES - trivial)


def test_a_database_of_an_older_version_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = small_study(tmp_path / "study.db")
    with sqlite3.connect(database) as connection:
        connection.execute("DROP VIEW flow_gap")
        connection.execute("DROP VIEW detail_flow")
        connection.execute("DROP TABLE pair_test")
    connection.close()
    assert report(database, tmp_path) != 0
    assert "of an older version" in capsys.readouterr().err


def test_every_status_has_an_example(output: Path) -> None:
    rows = {row["status"]: row for row in read_csv(output, "file_status")}
    assert set(rows) == {"OK", "BAD_JSON", "SYMLINK"}
    assert rows["SYMLINK"]["example"] == "r0/link.ipynb"
    assert sum(int(row["files"]) for row in rows.values()) == REPOSITORIES + 4


def test_the_page_needs_no_other_file(output: Path) -> None:
    page = (output / "index.html").read_text(encoding="utf-8")
    sources = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert sources
    assert all(source.startswith(("data:", "#")) for source in sources)
    anchors = set(re.findall(r'id="([^"]*)"', page))
    links = re.findall(r'href="#([^"]*)"', page)
    assert len(links) > 8
    assert set(links) <= anchors
    assert len(page) < 10_000_000


def test_the_same_database_gives_the_same_bytes(output: Path, tmp_path: Path) -> None:
    arguments = ["study", str(output / "study.db"), "--output", str(tmp_path), "--jobs", "2"]
    assert main([*arguments, "--quiet"]) == 0
    files = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.*"))
    assert len(files) > 20
    for file in files:
        assert (tmp_path / file).read_bytes() == (output / file).read_bytes(), file


def test_an_empty_database_gives_a_report(tmp_path: Path) -> None:
    assert report(empty_study(tmp_path / "study.db"), tmp_path) == 0
    assert read_csv(tmp_path, "verdicts_statement") == []


def test_the_database_is_not_changed(tmp_path: Path) -> None:
    database = small_study(tmp_path / "study.db")
    before = database.read_bytes()
    study_report(database)
    assert database.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["study.db"]
