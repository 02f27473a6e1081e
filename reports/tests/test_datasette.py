"""The words for datasette and the codebook: up to date, and served by datasette itself."""

import json
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from autopar_report.datasette_metadata import report_views
from autopar_report.frame import FrameFiles
from autopar_report.schema_words import read_schema
from autopar_report.study_report import open_study
from databases import ROOT, small_study
from update_codebook import SCHEMAS, pages

METADATA = ROOT / "reports" / "datasette" / "metadata.json"


def test_codebook_and_metadata_are_those_of_the_schema_and_the_queries() -> None:
    for path, text in pages().items():
        command = "run .venv/bin/python reports/update_codebook.py"
        assert path.read_text(encoding="utf-8") == text, f"{path}: {command}"


def test_every_column_of_the_database_is_in_the_codebook(tmp_path: Path) -> None:
    database = open_study(small_study(tmp_path / "study.db"), FrameFiles())
    tables = {table.name: table for table in read_schema(SCHEMAS / "schema.sql")}
    rows = database.rows("main.sqlite_master", ("name",), "type = 'table'")
    assert len(rows) > 15
    for (name,) in rows:
        columns = database.rows(f"pragma_table_info('{name}')", ("name",))
        assert [column.name for column in tables[str(name)].columns] == [row[0] for row in columns]
        assert tables[str(name)].meaning or name in ("control", "effect", "test")
    database.close()


def test_every_column_has_words() -> None:
    text = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `\w+` \| \w+ \|  \|$", text, re.MULTILINE) == []


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    database = small_study(tmp_path_factory.mktemp("served") / "study.db")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "datasette",
        "serve",
        str(database),
        "--metadata",
        str(METADATA),
    ]
    server = subprocess.Popen([*command, "--host", "127.0.0.1", "--port", str(port)])
    address = f"http://127.0.0.1:{port}/study"
    try:
        for _ in range(300):
            try:
                get(f"{address}.json")
                break
            except OSError:
                assert server.poll() is None
                time.sleep(0.1)
        yield address, database
    finally:
        server.terminate()
        server.wait(timeout=30)


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return str(answer.read().decode("utf-8"))


def test_datasette_shows_tables_with_words(served: tuple[str, Path]) -> None:
    address, _ = served
    page = get(f"{address}/loop")
    assert "One row per loop header of the STUDY view" in page
    assert "what has to hold at run time for the verdict to hold" in page
    assert "autopar: loops in notebooks" in get(address.removesuffix("/study"))


def test_datasette_answers_the_queries_of_the_report(served: tuple[str, Path]) -> None:
    address, path = served
    queries = json.loads(METADATA.read_text())["databases"]["study"]["queries"]
    assert len(queries) > 35
    database = open_study(path, FrameFiles())
    for name in queries:
        answer = json.loads(get(f"{address}/{name}.json?_shape=array"))
        if answer:
            columns = tuple(answer[0])
            expected = database.rows(f"report_{name}", columns)
            assert [tuple(row[column] for column in columns) for row in answer] == expected, name
        else:
            assert database.rows(f"report_{name}", ("1",)) == [], name
    database.close()


def test_no_view_of_the_report_is_lost_on_the_way() -> None:
    views = report_views()
    for file in (ROOT / "reports" / "autopar_report" / "queries").glob("study_*.sql"):
        text = file.read_text(encoding="utf-8")
        for name in re.findall(r"CREATE TEMP (?:VIEW|TABLE) (\w+)", text):
            assert name in views
