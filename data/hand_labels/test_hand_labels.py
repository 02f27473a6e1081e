"""The analyzer gives the verdicts on which the hand labels were settled."""

import csv
import os
import sqlite3
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROGRAM = HERE.parents[1] / "build" / "bin" / "autopar-analyze"


def labels() -> list[dict[str, str]]:
    """One row per loop."""
    with (HERE / "loops.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_a_hundred_loops_and_every_change_has_a_reason() -> None:
    rows = labels()
    assert len({(row["blob"], row["cell"], row["loop"]) for row in rows}) == 100
    changed = [row for row in rows if row["hand"] != row["resolved"]]
    assert len(changed) == 9
    assert all(row["note"] for row in changed)


@pytest.mark.slow
def test_the_analyzer_agrees(tmp_path: Path) -> None:
    corpus = os.environ.get("AUTOPAR_CORPUS")
    if not corpus or not PROGRAM.exists():
        pytest.skip("AUTOPAR_CORPUS names no folder of notebooks, or the program is not built")
    study = tmp_path / "study.db"
    subprocess.run([str(PROGRAM), corpus, "--output", str(study), "--quiet"], check=True)
    with sqlite3.connect(study) as connection:
        for row in labels():
            found = connection.execute(
                "SELECT verdict, line, kind FROM loop WHERE blob = ? AND cell = ? AND loop = ?",
                (row["blob"], row["cell"], row["loop"]),
            ).fetchone()
            assert found == (row["resolved"], int(row["line"]), row["kind"]), row
