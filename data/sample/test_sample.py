"""Compares what autopar-analyze says of the sample notebooks with what was expected by hand.

The program is AUTOPAR_ANALYZE, or what the build leaves in build/bin.
"""

import csv
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent
PROGRAM = Path(
    os.environ.get("AUTOPAR_ANALYZE", FOLDER.parents[1] / "build" / "bin" / "autopar-analyze")
)

Row = dict[str, str]

VERDICTS = {
    *("TRIVIAL", "DOALL", "DOALL_PRIV", "REDUCE", "COLLECT", "HISTO", "DOANY", "SCAN", "SEARCH"),
    *("ORDERED_IO", "RNG_STREAM", "PIPELINE", "DOACROSS", "SEQ", "UNKNOWN"),
}
STATUSES = {
    *("OK", "EMPTY", "LFS", "CONFLICT", "HTML", "BAD_UTF8", "BAD_CONTROL", "BAD_JSON"),
    *("NOT_OBJECT", "UNSUPPORTED"),
}

NOTEBOOKS_QUERY = """
    SELECT path, notebook.status,
      coalesce((SELECT group_concat(name, ' ') FROM notebook_flag
        WHERE notebook.flags & bit), '') AS flags,
      nbformat_shape AS shape, language, python_version, code_cells,
      (SELECT count(*) FROM loop WHERE loop.blob = notebook.blob) AS loops
    FROM occurrence JOIN notebook USING (blob) ORDER BY path"""

LOOPS_QUERY = """
    SELECT path, cell, line, kind, quality, domain, verdict, stage, float_reduction AS float,
      distance, primary_reason
    FROM occurrence JOIN loop USING (blob) ORDER BY path, cell, line, kind"""


def expected(name: str) -> list[Row]:
    """The rows of one of the files written by hand."""
    with (FOLDER / f"expected_{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


EXPECTED_NOTEBOOKS = expected("notebooks")
EXPECTED_LOOPS = expected("loops")


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """What the program makes of the folder."""
    if not PROGRAM.exists():
        pytest.skip(f"{PROGRAM} is not built; AUTOPAR_ANALYZE names another")
    output = tmp_path_factory.mktemp("sample") / "study.db"
    subprocess.run([str(PROGRAM), str(FOLDER), "--output", str(output), "--quiet"], check=True)
    connection = sqlite3.connect(output)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


def rows_of(database: sqlite3.Connection, query: str) -> list[Row]:
    """The rows with every value as the text that a CSV file would hold."""
    return [
        {key: "" if row[key] is None else str(row[key]) for key in row.keys()}  # noqa: SIM118
        for row in database.execute(query)
    ]


def differences(wanted: Row, found: Row) -> str:
    """Which of the stated fields differ; an empty one states nothing."""
    return "; ".join(
        f"{key} is {found[key]}, not {value}"
        for key, value in wanted.items()
        if key != "reason" and value not in ("", found[key])
    )


def place(loop: Row) -> tuple[str, str, str]:
    """What names a loop within its file."""
    return loop["cell"], loop["line"], loop["kind"]


@pytest.mark.parametrize("wanted", EXPECTED_NOTEBOOKS, ids=lambda row: row["path"])
def test_a_file_is_read_as_expected(database: sqlite3.Connection, wanted: Row) -> None:
    (found,) = (r for r in rows_of(database, NOTEBOOKS_QUERY) if r["path"] == wanted["path"])
    assert found["flags"] == wanted["flags"]
    assert differences(wanted, found) == ""


@pytest.mark.parametrize("path", [row["path"] for row in EXPECTED_NOTEBOOKS])
def test_the_loops_of_a_file_are_found(database: sqlite3.Connection, path: str) -> None:
    found = [place(row) for row in rows_of(database, LOOPS_QUERY) if row["path"] == path]
    assert sorted(found) == sorted(place(row) for row in EXPECTED_LOOPS if row["path"] == path)


@pytest.mark.parametrize(
    "wanted", EXPECTED_LOOPS, ids=lambda row: "{path}:{cell}:{line}:{kind}".format(**row)
)
def test_a_loop_is_judged_as_expected(database: sqlite3.Connection, wanted: Row) -> None:
    loops = [r for r in rows_of(database, LOOPS_QUERY) if r["path"] == wanted["path"]]
    (found,) = (row for row in loops if place(row) == place(wanted))
    if wanted["quality"] == "DAMAGED":
        assert found["verdict"] == ""
    assert differences(wanted, found) == "", wanted["reason"]


def test_every_notebook_of_the_folder_is_expected() -> None:
    found = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.ipynb"))
    assert found == [row["path"] for row in EXPECTED_NOTEBOOKS]
    assert len(found) == 25


def test_expectations_count_the_same_loops() -> None:
    for notebook in EXPECTED_NOTEBOOKS:
        loops = [row for row in EXPECTED_LOOPS if row["path"] == notebook["path"]]
        assert len(loops) == int(notebook["loops"]), notebook["path"]
        assert len({place(row) for row in loops}) == len(loops), notebook["path"]
    assert all(row["reason"] for row in EXPECTED_LOOPS)


def test_every_class_version_and_damage_occurs() -> None:
    assert {row["verdict"] for row in EXPECTED_LOOPS} - {""} == VERDICTS
    assert {row["shape"] for row in EXPECTED_NOTEBOOKS} - {""} == {"1", "2", "3", "4"}
    assert {row["status"] for row in EXPECTED_NOTEBOOKS} == STATUSES
    flags = {flag for row in EXPECTED_NOTEBOOKS for flag in row["flags"].split()}
    assert flags == {"BOM", "UTF16", "NAN", "DUPKEY", "NO_METADATA"}


def test_the_notebook_in_utf_16_is_what_its_script_makes() -> None:
    script = FOLDER / "make_utf_16.py"
    made = subprocess.run(
        [sys.executable, "-c", "import runpy, sys; module = runpy.run_path(sys.argv[1]); "
         "sys.stdout.buffer.write(module['utf_16_notebook']())", str(script)],
        capture_output=True, check=True,
    )  # fmt: skip
    assert made.stdout == (FOLDER / "damaged" / "utf_16.ipynb").read_bytes()
