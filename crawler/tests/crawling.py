"""What the tests of autopar-crawl share: running it, reading its database, making repositories."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("AUTOPAR_CRAWL", ROOT / "build" / "bin" / "autopar-crawl"))
LEFT_OUT = 3
SOURCES_FAILED = 4

GIT_ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": "/nonexistent",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}


def command(*arguments: str | Path) -> list[str]:
    return [str(PROGRAM), *map(str, arguments)]


def run(*arguments: str | Path, text: str = "") -> subprocess.CompletedProcess[str]:
    """One run of the program to its end."""
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, check=False, input=text, timeout=300
    )


def crawl(output: Path, *arguments: str | Path) -> None:
    """A run that has to succeed."""
    done = run(*arguments, "--output", output)
    assert done.returncode == 0, done.stderr


def git(folder: Path, *arguments: str | Path, text: str | None = None) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        env=GIT_ENVIRONMENT,
        input=text,
    )
    return done.stdout.strip()


def notebook(number: int, lines: int = 5) -> str:
    source = "".join(f"for i in range({number}):\n    x[i] = {line}\n" for line in range(lines))
    cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def commit(folder: Path, files: dict[str, str]) -> str:
    """Writes files into a repository, which is made if there is none; the commit's name."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch=main")
        git(folder, "config", "uploadpack.allowFilter", "true")
        git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")
    write(folder, files)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=x")
    return git(folder, "rev-parse", "HEAD")


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql).fetchall()


def content_of(database: Path) -> dict[str, str]:
    """Path -> text of every file that was read."""
    sql = "SELECT path, bytes FROM occurrence JOIN content USING (blob)"
    return {str(path): bytes(text).decode() for path, text in rows(database, sql)}  # type: ignore[call-overload]


def states(database: Path) -> dict[str, str]:
    return {str(n): str(s) for n, s in rows(database, "SELECT name, state FROM source")}


def dump(database: Path) -> list[tuple[object, ...]]:
    """All that a crawl is about, in order; not how often it was begun."""
    assert rows(database, "PRAGMA integrity_check") == [("ok",)]
    columns = "source, container, path, repeat, repository, commit_name, status, blob, size_bytes"
    return [
        *rows(database, "SELECT name, kind, state, version, files FROM source ORDER BY name"),
        *rows(
            database, f"SELECT {columns} FROM occurrence ORDER BY source, container, path, repeat"
        ),
        *rows(database, "SELECT blob, size_bytes, bytes FROM content ORDER BY blob"),
    ]


def blob_of(text: str) -> str:
    data = text.encode()
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


def seed_of_test() -> int:
    seed = int(os.environ.get("AUTOPAR_TEST_SEED", time.time_ns() % 2**32))
    print(f"AUTOPAR_TEST_SEED={seed}")
    return seed


def kill_at_random(
    arguments: list[str | Path], database: Path, kills: int, check: Callable[[bool], None]
) -> None:
    """Starts the same crawl until it was killed so often, at random moments.

    A crawl that came to its end begins anew. check is told after each whether it did.
    """
    generator = random.Random(seed_of_test())
    begin = time.monotonic()
    crawl(database, *arguments)
    longest = time.monotonic() - begin
    check(True)
    database.unlink()
    while kills > 0:
        process = subprocess.Popen(
            command(*arguments, "--output", database),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            assert process.wait(generator.uniform(0, longest)) == 0
            check(True)
            database.unlink()
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills -= 1
            check(False)
    crawl(database, *arguments)
    check(True)
