"""The program autopar-analyze as its users meet it: command line, database, interruption."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import sqlite3
import subprocess
import tarfile
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"
PROGRAM = Path(os.environ.get("AUTOPAR_ANALYZE", ROOT / "build" / "bin" / "autopar-analyze"))
INTERRUPTED = 130
DAMAGED_ARCHIVE = 3
GAVE_UP = 4

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason=f"{PROGRAM} is not built")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """One run of the program to its end."""
    return subprocess.run(
        [str(PROGRAM), *map(str, arguments)], capture_output=True, text=True, check=False
    )


def analyze(source: Path, output: Path, *options: str) -> bytes:
    """The bytes of the database that the program makes of a source."""
    assert run(source, "--output", output, *options).returncode == 0
    return output.read_bytes()


def write_notebooks(folder: Path, count: int) -> None:
    """Small notebooks, all different."""
    for number in range(count):
        loop = "".join(f"for i in range({number}):\n    x[i] = {line}\n" for line in range(20))
        cell = {"cell_type": "code", "source": loop, "metadata": {}, "outputs": []}
        metadata = {"language_info": {"name": "python", "version": "3.11"}}
        notebook = {"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
        (folder / f"{number:05}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def gaps(database: Path) -> list[str]:
    """The steps of the flow whose sums do not close."""
    with sqlite3.connect(database) as connection:
        return [row[0] for row in connection.execute("SELECT step FROM flow_gap")]


def test_help_version_and_wrong_usage_have_their_exit_codes() -> None:
    assert run("--help").returncode == 0
    assert "--output" in run("--help").stdout
    assert run("--version").stdout.startswith("autopar-analyze ")
    assert run().returncode == 2
    assert run("x", "--output", "y", "--jobs", "0").returncode == 2


def test_a_missing_source_is_named(tmp_path: Path) -> None:
    done = run(tmp_path / "nowhere", "--output", tmp_path / "study.db")
    assert done.returncode == 1
    assert "nowhere" in done.stderr
    assert not (tmp_path / "study.db").exists()


def test_the_bytes_do_not_depend_on_the_jobs(tmp_path: Path) -> None:
    one = analyze(SAMPLE, tmp_path / "one.db", "--jobs", "1")
    assert analyze(SAMPLE, tmp_path / "four.db", "--jobs", "4") == one


def rule_breakers(database: Path) -> list[str]:
    """What breaks a rule of the schema, closed lists included; the program does not ask."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute("PRAGMA integrity_check").fetchall()
        rows += connection.execute("PRAGMA foreign_key_check").fetchall()
    return [str(row[0]) for row in rows if row[0] != "ok"]


def test_every_row_obeys_the_rules_of_the_schema(tmp_path: Path) -> None:
    output = tmp_path / "study.db"
    analyze(SAMPLE, output)
    assert rule_breakers(output) == []
    with sqlite3.connect(output) as connection:
        connection.execute("PRAGMA ignore_check_constraints = 1")
        connection.execute("UPDATE loop SET domain = 'NOWHERE'")
    assert rule_breakers(output) != []


def test_a_second_run_analyses_nothing_and_changes_nothing(tmp_path: Path) -> None:
    output = tmp_path / "study.db"
    first = analyze(SAMPLE, output)
    second = run(SAMPLE, "--output", output)
    assert " 0 contents analysed" in second.stderr
    assert output.read_bytes() == first


def test_results_of_another_analyzer_version_are_made_anew(tmp_path: Path) -> None:
    output = tmp_path / "study.db"
    first = analyze(SAMPLE, output)
    with sqlite3.connect(output) as connection:
        connection.execute("UPDATE notebook SET analyzer_version = 'older'")
        connection.execute("DELETE FROM loop")
    assert analyze(SAMPLE, output) == first


def test_files_that_are_gone_leave_the_database(tmp_path: Path) -> None:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    write_notebooks(folder, 2)
    fresh = analyze(folder, tmp_path / "fresh.db")
    extra = folder / "extra.ipynb"
    extra.write_text('{"cells": [], "metadata": {}}', encoding="utf-8")
    assert analyze(folder, tmp_path / "study.db") != fresh
    extra.unlink()
    assert analyze(folder, tmp_path / "study.db") == fresh


@pytest.mark.parametrize(
    "table",
    [
        "source",
        "occurrence",
        "notebook",
        "notebook_sketch",
        "cell",
        "loop",
        "call",
        "memory_reference",
        "scalar_flow",
        "pair_test",
        "pair",
    ],
)
def test_the_flow_closes_until_a_row_is_deleted(tmp_path: Path, table: str) -> None:
    output = tmp_path / "study.db"
    analyze(SAMPLE, output)
    assert gaps(output) == []
    with sqlite3.connect(output) as connection:
        key = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[5]]
        names = ", ".join(key)
        connection.execute(
            f"DELETE FROM {table} WHERE ({names}) = (SELECT {names} FROM {table} LIMIT 1)"
        )
        assert connection.execute("SELECT changes()").fetchone() == (1,)
    assert gaps(output) != []


def test_the_same_content_counts_once_and_is_found_in_archives(tmp_path: Path) -> None:
    folder = tmp_path / "source"
    folder.mkdir()
    write_notebooks(folder, 1)
    with tarfile.open(folder / "more.tar", "w") as archive:
        archive.add(folder / "00000.ipynb", "owner/name/copy.ipynb")
    (folder / "link.ipynb").symlink_to("/etc/passwd")
    output = tmp_path / "study.db"
    analyze(folder, output)
    with sqlite3.connect(output) as connection:
        rows = connection.execute(
            "SELECT container, path, repository, status FROM occurrence ORDER BY 1, 2"
        ).fetchall()
        assert rows == [
            ("", "00000.ipynb", "", "READ"),
            ("", "link.ipynb", "", "SYMLINK"),
            ("more.tar", "owner/name/copy.ipynb", "owner/name", "READ"),
        ]
        assert connection.execute("SELECT count(*) FROM notebook").fetchone() == (1,)
    assert gaps(output) == []


def test_a_damaged_archive_keeps_what_stands_before_the_damage(tmp_path: Path) -> None:
    write_notebooks(tmp_path, 20)
    archive_path = tmp_path / "all.tar"
    with tarfile.open(archive_path, "w") as archive:
        for path in sorted(tmp_path.glob("*.ipynb")):
            archive.add(path, path.name)
    archive_path.write_bytes(archive_path.read_bytes()[:30_000])
    output = tmp_path / "study.db"
    done = run(archive_path, "--output", output)
    assert done.returncode == DAMAGED_ARCHIVE
    assert "all.tar" in done.stderr
    assert gaps(output) == []


def test_elsewhere_than_on_a_terminal_there_are_only_log_lines(tmp_path: Path) -> None:
    done = run(SAMPLE, "--output", tmp_path / "study.db")
    assert done.stdout == ""
    assert done.stderr
    assert all(line.startswith("autopar-analyze: ") for line in done.stderr.splitlines())
    assert "\r" not in done.stderr
    assert run(SAMPLE, "--output", tmp_path / "study.db", "--quiet").stderr == ""


def read_until(descriptor: int, text: bytes, seconds: float) -> bytes:
    """What a terminal shows until it shows the text."""
    shown = b""
    end = time.monotonic() + seconds
    while text not in shown and time.monotonic() < end:
        if select.select([descriptor], [], [], 0.05)[0]:
            try:
                shown += os.read(descriptor, 4096)
            except OSError:
                break
    return shown


def test_ctrl_c_leaves_a_database_that_the_next_run_continues(tmp_path: Path) -> None:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    write_notebooks(folder, 1500)
    output = tmp_path / "study.db"
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [str(PROGRAM), str(folder), "--output", str(output), "--jobs", "1"], stderr=theirs
    )
    os.close(theirs)
    shown = read_until(ours, b" left", 60)
    process.send_signal(signal.SIGINT)
    read_until(ours, b"nothing that it shows", 2)
    assert process.wait(60) == INTERRUPTED
    os.close(ours)
    assert b"notebooks, " in shown
    with sqlite3.connect(output) as connection:
        (kept,) = connection.execute("SELECT count(*) FROM notebook").fetchone()
    assert 0 < kept < 1500
    assert gaps(output) != []
    continued = run(folder, "--output", output)
    assert f" {1500 - kept} contents analysed" in continued.stderr
    assert output.read_bytes() == analyze(folder, tmp_path / "fresh.db")


@pytest.mark.slow
def test_every_file_of_the_corpus_ends_as_a_row(tmp_path: Path) -> None:
    corpus = os.environ.get("AUTOPAR_CORPUS")
    if not corpus:
        pytest.skip("AUTOPAR_CORPUS names no folder of notebooks")
    output = tmp_path / "study.db"
    analyze(Path(corpus), output)
    assert gaps(output) == []
    with sqlite3.connect(output) as connection:
        assert connection.execute(
            "SELECT count(*) FROM notebook WHERE status IN ('CRASH', 'TIMEOUT')"
        ).fetchone() == (0,)
    assert rule_breakers(output) == []


def rows_of(database: Path, query: str) -> list[tuple[object, ...]]:
    """All rows of a query."""
    with sqlite3.connect(database) as connection:
        return connection.execute(query).fetchall()


def test_what_a_run_costs_stands_beside_the_study(tmp_path: Path) -> None:
    output = tmp_path / "study.db"
    study = analyze(SAMPLE, output, "--jobs", "2")
    costs = tmp_path / "run.db"
    assert rows_of(costs, "SELECT run, exit_code, jobs, retries, files FROM run") == [
        (1, 0, 2, 0, 25)
    ]
    assert rows_of(
        costs, "SELECT wall_seconds > 0, cpu_seconds > 0, peak_memory_bytes > 1e6 FROM run"
    ) == [(1, 1, 1)]
    assert rows_of(costs, "SELECT step, clock FROM step_cost WHERE seconds >= 0 ORDER BY step") == [
        ("FINISH", "WALL"),
        ("NEAR", "WALL"),
        ("SKETCH", "CPU"),
        ("WRITE", "WALL"),
    ]
    of_study = rows_of(output, "SELECT blob, status, size_bytes FROM notebook ORDER BY blob")
    assert rows_of(costs, "SELECT blob, status, size_bytes FROM notebook_cost ORDER BY blob") == (
        of_study
    )
    assert analyze(SAMPLE, output, "--run-log", str(tmp_path / "other.db")) == study
    assert rows_of(tmp_path / "other.db", "SELECT contents FROM run") == [(0,)]


def test_a_content_that_takes_too_long_is_given_up_and_the_rest_analysed(tmp_path: Path) -> None:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    write_notebooks(folder, 2)
    slow = "".join(
        f"for i{n} in range(9):\n    a[i{n} * {n}] = a[i{n} + k{n}]\n" for n in range(9000)
    )
    cell = {"cell_type": "code", "source": slow, "metadata": {}, "outputs": []}
    metadata = {"language_info": {"name": "python", "version": "3.11"}}
    notebook = {"cells": [cell] * 40, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    (folder / "slow.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    output = tmp_path / "study.db"
    done = run(folder, "--output", output, "--timeout", "0.3")
    assert done.returncode == GAVE_UP
    assert "slow.ipynb: status TIMEOUT" in done.stderr
    assert rows_of(output, "SELECT status, count(*) FROM notebook GROUP BY 1 ORDER BY 1") == [
        ("OK", 2),
        ("TIMEOUT", 1),
    ]
    assert gaps(output) == []
    assert rows_of(tmp_path / "run.db", "SELECT outcome FROM failure") == [("TIMEOUT",)]
    assert rows_of(tmp_path / "run.db", "SELECT exit_code, retries FROM run") == [(GAVE_UP, 1)]


def test_a_list_beside_the_notebooks_tells_of_their_repositories(tmp_path: Path) -> None:
    folder = tmp_path / "source"
    folder.mkdir()
    write_notebooks(folder, 1)
    with tarfile.open(folder / "all.tar", "w") as archive:
        archive.add(folder / "00000.ipynb", "owner/here/a.ipynb")
    (folder / "repos.csv").write_text(
        "repo_url,commit,license,stars\nhttps://host/owner/here,0123,MIT,7\n"
        "https://host/owner/gone,4567,,\n",
        encoding="utf-8",
    )
    output = tmp_path / "study.db"
    analyze(folder, output)
    columns = "repository, listed, url, commit_name, licence, stars, fork"
    assert rows_of(output, f"SELECT {columns} FROM repository ORDER BY 1") == [
        ("owner/gone", 1, "https://host/owner/gone", "4567", None, None, None),
        ("owner/here", 1, "https://host/owner/here", "0123", "MIT", 7, None),
    ]
    (folder / "repos.csv").write_text("repo_url,stars\nhost/a/b,many\n", encoding="utf-8")
    done = run(folder, "--output", output)
    assert done.returncode == 1
    assert "repos.csv: record 2: stars: many is no count" in done.stderr
