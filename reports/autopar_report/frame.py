"""What is known about where the notebooks come from: the frame's description and the crawl."""

import csv
import hashlib
import sqlite3
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autopar_report.database import QUERIES, ReportError, open_read_only

_TABLES = "study_frame.sql"
_OPTIONAL_FIELDS = ("fork", "stars", "created")
_NO_LICENCE = {"", "none", "unknown", "noassertion"}


@dataclass(frozen=True)
class FrameFiles:
    """The files that a report may take besides the study's database."""

    description: Path | None = None
    crawl: Path | None = None


def repository_name(url: str) -> str:
    """owner/name of a URL: its last two parts."""
    return "/".join(url.rstrip("/").removesuffix(".git").split("/")[-2:])


def _rows(path: Path, required: tuple[str, ...]) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in required if name not in (reader.fieldnames or ())]
        if missing:
            raise ReportError(f"{path} has no column {', '.join(missing)}")
        yield from reader


def _number(text: str | None, path: Path, field: str) -> int | None:
    if not text:
        return None
    try:
        return int(text)
    except ValueError:
        raise ReportError(f"{path}: '{text}' under {field} is no whole number") from None


def _add_repositories(connection: sqlite3.Connection, path: Path) -> None:
    fields: set[str] = set()
    for row in _rows(path, ("repository", "commit", "licence")):
        fields = set(row)
        licence = row["licence"]
        connection.execute(
            "INSERT OR IGNORE INTO frame_repository VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                repository_name(row["repository"]),
                row["repository"],
                row["commit"],
                "" if licence.lower() in _NO_LICENCE else licence,
                _number(row.get("notebooks_there"), path, "notebooks_there"),
                _number(row.get("fork"), path, "fork"),
                _number(row.get("stars"), path, "stars"),
                row.get("created") or None,
            ),
        )
    known = [(name,) for name in _OPTIONAL_FIELDS if name in fields]
    connection.executemany("INSERT INTO frame_field VALUES (?)", known)


def _add_manifest(connection: sqlite3.Connection, path: Path) -> None:
    connection.executemany(
        "INSERT INTO frame_file VALUES (?, ?, ?, ?)",
        (
            (row["blob"], repository_name(row["repository"]), row["commit"], row["path"])
            for row in _rows(path, ("repository", "commit", "path", "blob"))
        ),
    )


def _read_description(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReportError(f"{path}: {error}") from error


def _add_description(connection: sqlite3.Connection, path: Path) -> None:
    description = _read_description(path)
    facts = [(name, str(value)) for name, value in description.get("facts", {}).items()]
    for key, add in (("manifest", _add_manifest), ("repositories", _add_repositories)):
        if key not in description:
            continue
        file = path.parent / str(description[key])
        add(connection, file)
        facts.append((f"{key}, SHA-256", hashlib.sha256(file.read_bytes()).hexdigest()))
    connection.executemany("INSERT INTO frame_fact (name, value) VALUES (?, ?)", facts)


def _add_listed(connection: sqlite3.Connection) -> None:
    """The repositories that lists beside the sources named, when the database was made."""
    rows = connection.execute(
        "SELECT repository, url, commit_name, licence, notebooks, fork, stars, created "
        "FROM repository WHERE listed ORDER BY source, repository"
    )
    for repository, url, commit, licence, *rest in rows.fetchall():
        known = "" if (licence or "").lower() in _NO_LICENCE else licence
        connection.execute(
            "INSERT OR IGNORE INTO frame_repository VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (repository, url or "", commit or "", known, *rest),
        )
    for name in _OPTIONAL_FIELDS:
        connection.execute(
            f"INSERT OR IGNORE INTO frame_field SELECT ? WHERE EXISTS "
            f"(SELECT 1 FROM frame_repository WHERE {name} IS NOT NULL)",
            (name,),
        )


def _add_crawl(connection: sqlite3.Connection, path: Path) -> None:
    crawl = open_read_only(path)
    try:
        states = crawl.execute(
            "SELECT name, state FROM source WHERE kind IN ('REMOTE', 'PINNED') ORDER BY name"
        )
        connection.executemany(
            "INSERT INTO crawl_state VALUES (?, ?)",
            ((repository_name(name.partition("#")[0]), state) for name, state in states),
        )
        files = crawl.execute(
            "SELECT blob, repository, commit_name, path FROM occurrence "
            "WHERE blob IS NOT NULL AND commit_name <> '' ORDER BY 1, 2, 3, 4"
        )
        connection.executemany("INSERT INTO crawl_file VALUES (?, ?, ?, ?)", files)
    except sqlite3.Error as error:
        raise ReportError(f"{path} is no database of autopar-crawl: {error}") from error
    finally:
        crawl.close()


def load_frame(connection: sqlite3.Connection, files: FrameFiles) -> None:
    """Makes the tables of study_frame.sql and fills them from the files that are given."""
    connection.executescript((QUERIES / _TABLES).read_text(encoding="utf-8"))
    if files.description is not None:
        _add_description(connection, files.description)
    _add_listed(connection)
    if files.crawl is not None:
        _add_crawl(connection, files.crawl)
