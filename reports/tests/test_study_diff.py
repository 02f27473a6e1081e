"""What changed between two databases of the study."""

import csv
import sqlite3
from pathlib import Path

import pytest
from autopar_report.command_line import main
from databases import REPOSITORIES, small_bench, small_study


def changed(path: Path, *statements: str) -> Path:
    database = small_study(path)
    with sqlite3.connect(database) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount > 0
    connection.close()
    return database


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_equal_databases_have_no_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = small_study(tmp_path / "a.db"), small_study(tmp_path / "b.db")
    assert main(["diff", str(one), str(other)]) == 0
    text = capsys.readouterr().out
    for caption in ("Loops whose verdict changed", "Reasons that loops gained or lost"):
        assert f"{caption}. None." in text


def test_changes_of_a_loop_are_told_by_kind(tmp_path: Path) -> None:
    one = small_study(tmp_path / "a.db")
    loop = f"WHERE blob = '{0:040x}' AND cell = 1 AND loop ="
    other = changed(
        tmp_path / "b.db",
        "UPDATE study_meta SET value = '2' WHERE key = 'taxonomy_version'",
        f"UPDATE loop SET verdict = 'SEQ', stage = 'LOOP', reasons = 256 {loop} 0",
        f"UPDATE loop SET stage = 'NOTEBOOK' {loop} 1",
        "UPDATE notebook SET status = 'NOT_NOTEBOOK' WHERE status = 'BAD_JSON'",
        f"DELETE FROM loop WHERE blob = '{5:040x}' AND loop = 3",
    )
    assert main(["diff", str(one), str(other), "--output", str(tmp_path)]) == 0
    folder = tmp_path / "diff"
    meta = read(folder / "diff_meta.csv")
    assert meta == [{"key": "taxonomy_version", "older": "1", "newer": "2"}]
    assert read(folder / "diff_verdicts.csv") == [
        {
            "older": "DOALL",
            "newer": "SEQ",
            "loops": "1",
            "example": "0000000000 cell 2 line 1",
        }
    ]
    stages = [(row["older"], row["newer"]) for row in read(folder / "diff_stages.csv")]
    assert stages == [("LIBRARY", "NOTEBOOK")]
    assert read(folder / "diff_reasons.csv") == [{"reason": "R_FLOW", "gained": "1", "lost": "0"}]
    assert [row["notebooks"] for row in read(folder / "diff_status.csv")] == ["1"]
    held = {row["unit"]: row for row in read(folder / "diff_contents.csv")}
    assert int(held["loops"]["older"]) == 8 * REPOSITORIES
    assert int(held["loops"]["in_both"]) == 8 * REPOSITORIES - 1
    sums = {row["verdict"]: int(row["change"]) for row in read(folder / "diff_sums.csv")}
    assert (sums["DOALL"], sums["SEQ"]) == (-1, 1)
    assert sum(sums.values()) == 0
    assert "What changed" in (tmp_path / "diff.html").read_text(encoding="utf-8")


def test_another_kind_of_database_is_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study, bench = small_study(tmp_path / "a.db"), small_bench(tmp_path / "b.db")
    assert main(["diff", str(study), str(bench)]) == 1
    assert "is no database of autopar-analyze" in capsys.readouterr().err
    assert main(["diff", str(bench), str(study)]) == 1
    assert "is no database of this kind" in capsys.readouterr().err
    assert main(["diff", str(study), str(tmp_path / "none.db")]) == 1
    assert "no database at" in capsys.readouterr().err
