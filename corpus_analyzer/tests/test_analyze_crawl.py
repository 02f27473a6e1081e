"""autopar-analyze finds in a database of autopar-crawl what it finds in the sources themselves."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"
ANALYZE = Path(os.environ.get("AUTOPAR_ANALYZE", ROOT / "build" / "bin" / "autopar-analyze"))
CRAWL = Path(os.environ.get("AUTOPAR_CRAWL", ROOT / "build" / "bin" / "autopar-crawl"))
DAMAGED = 3

pytestmark = pytest.mark.skipif(
    not (ANALYZE.exists() and CRAWL.exists()), reason="the programs are not built"
)


def run(program: Path, *sources: Path, output: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(program), *map(str, sources), "--output", str(output)],
        capture_output=True,
        text=True,
        check=False,
    )


def results(study: Path) -> dict[str, list[tuple[object, ...]]]:
    """The tables of a study, but for the sources in which its contents lie."""
    places = "path, repeat, repository, status, blob, size_bytes, checkpoint"
    with closing(sqlite3.connect(study)) as connection:
        found = {
            table: connection.execute(f"SELECT * FROM {table}").fetchall()
            for table in ("notebook", "cell", "loop", "pair_test")
        }
        found["occurrence"] = connection.execute(
            f"SELECT {places} FROM occurrence ORDER BY {places}"
        ).fetchall()
        assert connection.execute("SELECT step FROM flow_gap").fetchall() == []
    return found


def test_a_crawl_is_analysed_as_its_sources_are(tmp_path: Path) -> None:
    assert run(CRAWL, SAMPLE, output=tmp_path / "crawl.db").returncode == 0
    assert run(ANALYZE, tmp_path / "crawl.db", output=tmp_path / "crawled.db").returncode == 0
    assert run(ANALYZE, SAMPLE, output=tmp_path / "direct.db").returncode == 0
    crawled = results(tmp_path / "crawled.db")
    assert crawled == results(tmp_path / "direct.db")
    assert len(crawled["notebook"]) > 20
    with closing(sqlite3.connect(tmp_path / "crawled.db")) as connection:
        containers = connection.execute("SELECT DISTINCT container FROM occurrence").fetchall()
    assert containers == [(str(SAMPLE),)]


def test_a_crawl_that_broke_off_is_said_and_analysed(tmp_path: Path) -> None:
    assert run(CRAWL, SAMPLE, output=tmp_path / "crawl.db").returncode == 0
    with closing(sqlite3.connect(tmp_path / "crawl.db")) as connection, connection:
        connection.execute("UPDATE source SET state = 'BLOBS', damaged = 1")
    done = run(ANALYZE, tmp_path / "crawl.db", output=tmp_path / "study.db")
    assert done.returncode == DAMAGED
    assert "not read to its end, BLOBS" in done.stderr


def test_a_bare_repository_is_analysed_at_head(tmp_path: Path) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    repository = tmp_path / "work"
    repository.mkdir()
    notebook = next((SAMPLE / "loops").glob("*.ipynb")).read_bytes()
    (repository / "x.ipynb").write_bytes(notebook)
    for step in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message=x"]):
        subprocess.run([*git, "-C", str(repository), *step], check=True)
    bare = tmp_path / "bare.git"
    subprocess.run([*git, "clone", "--quiet", "--bare", repository, bare], check=True)
    assert run(ANALYZE, bare, output=tmp_path / "bare.db").returncode == 0
    assert run(ANALYZE, repository / "x.ipynb", output=tmp_path / "file.db").returncode == 0
    assert results(tmp_path / "bare.db")["loop"] == results(tmp_path / "file.db")["loop"]
