"""Notebooks of Parquet files come through JSON lines into a crawl."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from crawling import PROGRAM, ROOT, content_of, notebook, rows, run

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

HELPER = ROOT / "crawler" / "parquet_to_json_lines.py"


def stream(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(HELPER), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


def write_table(file: Path, **columns: list[object]) -> None:
    parquet.write_table(pyarrow.table(columns), file, row_group_size=7)


@pytest.mark.skipif(not PROGRAM.exists(), reason=f"{PROGRAM} is not built")
def test_rows_become_files_of_a_crawl(tmp_path: Path) -> None:
    texts = [notebook(number) + "\n\N{SNOWMAN}\x00\u2028" for number in range(200)]
    write_table(
        tmp_path / "x.parquet",
        where=[f"d/{number}.ipynb" for number in range(200)],
        content=list(texts),
        repo=["o/n"] * 200,
        unused=[0] * 200,
    )
    lines = stream(tmp_path / "x.parquet", "--path", "where", "--repository", "repo")
    assert lines.returncode == 0
    done = run("-", "--output", tmp_path / "crawl.db", text=lines.stdout)
    assert done.returncode == 0, done.stderr
    assert content_of(tmp_path / "crawl.db") == {f"d/{n}.ipynb": t for n, t in enumerate(texts)}
    assert rows(tmp_path / "crawl.db", "SELECT DISTINCT repository FROM occurrence") == [("o/n",)]


def test_rows_that_are_no_text_are_counted(tmp_path: Path) -> None:
    write_table(
        tmp_path / "x.parquet",
        path=["a.ipynb", "b.ipynb", None, "c.py", "d.ipynb"],
        content=[b"\xff", None, b"x", None, b"good"],
    )
    done = stream(tmp_path / "x.parquet")
    assert done.returncode == 3
    assert done.stdout == '{"path": "d.ipynb", "content": "good"}\n'
    assert "3 rows" in done.stderr


def test_files_and_columns_that_are_not_there_are_named(tmp_path: Path) -> None:
    write_table(tmp_path / "x.parquet", path=["a.ipynb"], text=["x"])
    assert "no column content; there are path, text" in stream(tmp_path / "x.parquet").stderr
    assert stream(tmp_path / "nowhere.parquet").returncode == 1
    (tmp_path / "y.parquet").write_text("no parquet", encoding="utf-8")
    assert stream(tmp_path / "y.parquet").returncode == 1
    assert stream().returncode == 2
