"""The program autopar-crawl on sources of this machine."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import tarfile
import time
from pathlib import Path

import pytest
from crawling import (
    LEFT_OUT,
    PROGRAM,
    blob_of,
    command,
    commit,
    content_of,
    crawl,
    dump,
    git,
    kill_at_random,
    notebook,
    rows,
    run,
    states,
    write,
)

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason=f"{PROGRAM} is not built")


def test_help_version_and_wrong_usage_have_their_exit_codes() -> None:
    assert run("--help").returncode == 0
    assert "xit codes" in run("--help").stdout
    assert run("--version").stdout.startswith("autopar-crawl ")
    assert run().returncode == 2
    assert run("x", "--output", "y", "--jobs", "0").returncode == 2


def test_a_missing_source_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    done = run(tmp_path / "nowhere", "--output", tmp_path / "crawl.db")
    assert done.returncode == 1
    assert "nowhere" in done.stderr
    assert not (tmp_path / "crawl.db").exists()


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE t (x)")
    before = (tmp_path / "other.db").read_bytes()
    assert run(tmp_path, "--output", tmp_path / "other.db").returncode == 1
    assert (tmp_path / "other.db").read_bytes() == before


def test_each_content_is_stored_once_and_as_it_was(tmp_path: Path) -> None:
    write(tmp_path / "a", {"x.ipynb": notebook(1), "deep/y.ipynb": notebook(1), "z.txt": "no"})
    with tarfile.open(tmp_path / "b.tar", "w") as archive:
        archive.add(tmp_path / "a" / "x.ipynb", "owner/name/x.ipynb")
    crawl(tmp_path / "crawl.db", tmp_path / "a", tmp_path / "b.tar")
    assert rows(tmp_path / "crawl.db", "SELECT blob, bytes FROM content") == [
        (blob_of(notebook(1)), notebook(1).encode())
    ]
    assert len(rows(tmp_path / "crawl.db", "SELECT * FROM occurrence")) == 3
    assert set(states(tmp_path / "crawl.db").values()) == {"SCANNED"}


def test_jobs_and_repetition_change_nothing(tmp_path: Path) -> None:
    for folder in "abcd":
        write(tmp_path / folder, {f"{n}.ipynb": notebook(n) for n in range(50)})
    sources = [tmp_path / folder for folder in "abcd"]
    crawl(tmp_path / "one.db", *sources, "--jobs", "1")
    crawl(tmp_path / "four.db", *sources, "--jobs", "4")
    once = dump(tmp_path / "four.db")
    assert once == dump(tmp_path / "one.db")
    crawl(tmp_path / "four.db", *sources, "--jobs", "4")
    assert dump(tmp_path / "four.db") == once


def test_what_has_gone_is_forgotten_and_its_content_kept(tmp_path: Path) -> None:
    write(tmp_path / "a", {"x.ipynb": notebook(1), "y.ipynb": notebook(2)})
    crawl(tmp_path / "crawl.db", tmp_path / "a")
    (tmp_path / "a" / "x.ipynb").unlink()
    crawl(tmp_path / "crawl.db", tmp_path / "a")
    assert content_of(tmp_path / "crawl.db") == {"y.ipynb": notebook(2)}
    assert len(rows(tmp_path / "crawl.db", "SELECT * FROM content")) == 2


def test_git_repositories_of_all_kinds_give_the_files_of_head(tmp_path: Path) -> None:
    work = tmp_path / "work"
    commit(work, {"old.ipynb": notebook(7)})
    git(work, "rm", "--quiet", "old.ipynb")
    files = {"a.ipynb": notebook(1), "deep/b.ipynb": notebook(2), "c.txt": "no"}
    name = commit(work, files)
    url = f"file://{work}"
    git(tmp_path, "clone", "--quiet", "--bare", url, "bare.git")
    git(tmp_path, "clone", "--quiet", "--depth=1", url, "shallow")
    git(tmp_path, "clone", "--quiet", "--bare", "--filter=blob:limit=1m", url, "partial.git")
    git(tmp_path, "clone", "--quiet", "--mirror", "--depth=1", url, "mirror.git")
    git(work, "worktree", "add", "--quiet", "--detach", tmp_path / "worktree")
    write(work, {"untracked.ipynb": notebook(3), "a.ipynb": "changed"})
    kinds = ["work", "bare.git", "shallow", "partial.git", "mirror.git", "worktree"]
    for kind in kinds:
        database = tmp_path / f"{kind}.db"
        crawl(database, tmp_path / kind)
        assert content_of(database) == {k: v for k, v in files.items() if k != "c.txt"}, kind
        assert rows(database, "SELECT DISTINCT commit_name FROM occurrence") == [(name,)]
    crawl(tmp_path / "all.db", tmp_path)
    found = {str(path) for (path,) in rows(tmp_path / "all.db", "SELECT path FROM occurrence")}
    # The .git of a worktree is a file that may name any folder: below a source it is not followed.
    assert found == {f"{kind}/{path}" for kind in kinds for path in ("a.ipynb", "deep/b.ipynb")}


def test_a_partial_repository_names_what_it_lacks(tmp_path: Path) -> None:
    commit(tmp_path / "work", {"a.ipynb": notebook(1)})
    url = f"file://{tmp_path / 'work'}"
    git(tmp_path, "clone", "--quiet", "--bare", "--filter=blob:none", url, "partial.git")
    crawl(tmp_path / "crawl.db", tmp_path / "partial.git")
    expected = [("a.ipynb", "MISSING_BLOB", None)]
    assert rows(tmp_path / "crawl.db", "SELECT path, status, blob FROM occurrence") == expected


def test_an_empty_repository_is_no_failure(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "empty")
    done = run(tmp_path / "empty", "--output", tmp_path / "crawl.db")
    assert done.returncode == 0
    assert "without a commit" in done.stderr


def test_nothing_of_a_repository_is_run_or_followed(tmp_path: Path) -> None:
    trap = f"touch {tmp_path / 'trapped'}; cat"
    secret = tmp_path / "secret.ipynb"
    secret.write_text(notebook(99), encoding="utf-8")
    inner = tmp_path / "inner"
    commit(inner, {"inner.ipynb": notebook(98)})
    work = tmp_path / "in" / "work"
    commit(work, {"a.ipynb": notebook(1), ".gitattributes": "*.ipynb filter=trap diff=trap\n"})
    (work / "link.ipynb").symlink_to(secret)
    (work / "folder").symlink_to(tmp_path)
    git(work, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner), "sub")
    commit(work, {})
    for key in (
        "filter.trap.smudge",
        "filter.trap.clean",
        "diff.trap.textconv",
        "core.fsmonitor",
        "core.sshCommand",
        "core.pager",
        "core.askPass",
        "credential.helper",
    ):
        git(work, "config", key, trap)
    for hook in ("post-checkout", "pre-commit", "post-index-change", "reference-transaction"):
        (work / ".git" / "hooks").mkdir(exist_ok=True)
        (work / ".git" / "hooks" / hook).write_text(f"#!/bin/sh\n{trap}\n", encoding="utf-8")
        (work / ".git" / "hooks" / hook).chmod(0o755)
    for number, source in enumerate([work, tmp_path / "in"]):
        database = tmp_path / f"{number}.db"
        crawl(database, source)
        assert list(content_of(database).values()) == [notebook(1)]
        statuses = "SELECT status FROM occurrence ORDER BY status"
        assert rows(database, statuses) == [("READ",), ("SYMLINK",)]
    assert not (tmp_path / "trapped").exists()


def test_a_damaged_repository_is_named_and_the_rest_read(tmp_path: Path) -> None:
    commit(tmp_path / "in" / "bad", {"a.ipynb": notebook(1)})
    shutil.rmtree(tmp_path / "in" / "bad" / ".git" / "objects")
    (tmp_path / "in" / "bad" / ".git" / "objects").mkdir()
    commit(tmp_path / "in" / "good", {"b.ipynb": notebook(2)})
    done = run(tmp_path / "in", "--output", tmp_path / "crawl.db")
    assert done.returncode == LEFT_OUT
    assert "bad" in done.stderr
    assert content_of(tmp_path / "crawl.db") == {"good/b.ipynb": notebook(2)}
    again = run(tmp_path / "in", "--output", tmp_path / "crawl.db")
    assert again.returncode == LEFT_OUT


def test_an_update_of_a_repository_reads_only_new_contents(tmp_path: Path) -> None:
    work = tmp_path / "work"
    commit(work, {"a.ipynb": notebook(1), "b.ipynb": notebook(2)})
    crawl(tmp_path / "crawl.db", work)
    name = blob_of(notebook(1))
    commit(work, {"b.ipynb": notebook(3)})
    # A content that is known is not read: here it could not be.
    loose = work / ".git" / "objects" / name[:2] / name[2:]
    loose.unlink()
    crawl(tmp_path / "crawl.db", work)
    assert content_of(tmp_path / "crawl.db") == {"a.ipynb": notebook(1), "b.ipynb": notebook(3)}


def test_json_lines_come_from_files_and_standard_input(tmp_path: Path) -> None:
    lines = "".join(
        json.dumps({"path": f"o/n/{n}.ipynb", "content": notebook(n)}) + "\n" for n in range(3)
    )
    write(tmp_path, {"x.jsonl": lines})
    crawl(tmp_path / "file.db", tmp_path / "x.jsonl")
    done = run("-", "--output", tmp_path / "input.db", text=lines + "{}\n")
    assert done.returncode == LEFT_OUT
    assert "line 4" in done.stderr
    assert content_of(tmp_path / "file.db") == {f"o/n/{n}.ipynb": notebook(n) for n in range(3)}
    assert content_of(tmp_path / "input.db") == content_of(tmp_path / "file.db")


def test_two_crawls_do_not_write_one_database(tmp_path: Path) -> None:
    first = subprocess.Popen(
        command("-", "--output", tmp_path / "crawl.db"), stdin=subprocess.PIPE, text=True
    )
    assert first.stdin is not None
    while not (tmp_path / "crawl.db").exists() or (tmp_path / "crawl.db").stat().st_size == 0:
        time.sleep(0.01)
    second = run(tmp_path, "--output", tmp_path / "crawl.db")
    first.stdin.close()
    assert first.wait() == 0
    assert second.returncode == 1
    assert "another process" in second.stderr


def test_crawls_can_be_joined_but_not_written_into_themselves(tmp_path: Path) -> None:
    for name in "ab":
        write(tmp_path / name, {f"{name}.ipynb": notebook(1)})
        crawl(tmp_path / f"{name}.db", tmp_path / name)
    crawl(tmp_path / "both.db", tmp_path / "a.db", tmp_path / "b.db")
    assert set(content_of(tmp_path / "both.db")) == {"a.ipynb", "b.ipynb"}
    assert run(tmp_path / "a.db", "--output", tmp_path / "a.db").returncode == 1


def test_an_interrupted_crawl_says_so_and_goes_on(tmp_path: Path) -> None:
    write(tmp_path / "a", {f"{n}.ipynb": notebook(n) for n in range(2000)})
    crawl(tmp_path / "whole.db", tmp_path / "a")
    process = subprocess.Popen(command(tmp_path / "a", "--output", tmp_path / "crawl.db"))
    while not (tmp_path / "crawl.db").exists():
        time.sleep(0.001)
    process.send_signal(signal.SIGINT)
    assert process.wait() in (0, 130)
    crawl(tmp_path / "crawl.db", tmp_path / "a")
    assert dump(tmp_path / "crawl.db") == dump(tmp_path / "whole.db")


def check_kills(tmp_path: Path, kills: int, notebooks: int) -> None:
    """After kills at random moments the same command ends with the same database."""
    write(tmp_path / "folder", {f"{n}.ipynb": notebook(n, 100) for n in range(notebooks)})
    commit(tmp_path / "work", {f"{n}.ipynb": notebook(-n, 100) for n in range(notebooks)})
    with tarfile.open(tmp_path / "x.tar", "w") as archive:
        archive.add(tmp_path / "folder", "owner/name")
    sources = [tmp_path / "folder", tmp_path / "work", tmp_path / "x.tar"]
    crawl(tmp_path / "whole.db", *sources)
    whole = dump(tmp_path / "whole.db")
    contents = set(rows(tmp_path / "whole.db", "SELECT blob FROM content"))
    database = tmp_path / "crawl.db"

    def check(is_done: bool) -> None:
        """Whatever stands there is part of the whole, and nothing stands there twice."""
        if is_done:
            assert dump(database) == whole
        elif database.exists() and rows(database, "SELECT * FROM sqlite_schema"):
            assert set(rows(database, "SELECT blob FROM content")) <= contents
            lost = "SELECT blob FROM occurrence WHERE blob NOT IN (SELECT blob FROM content)"
            assert rows(database, lost) == []

    kill_at_random([*sources], database, kills, check)


def test_a_crawl_that_is_killed_goes_on(tmp_path: Path) -> None:
    check_kills(tmp_path, kills=5, notebooks=500)


@pytest.mark.slow
def test_a_crawl_that_is_killed_fifty_times_goes_on(tmp_path: Path) -> None:
    check_kills(tmp_path, kills=50, notebooks=3000)
