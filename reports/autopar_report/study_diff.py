"""What changed between two databases of autopar-analyze."""

import sqlite3
from pathlib import Path

from autopar_report.database import Database, ReportError, open_read_only
from autopar_report.page import Note, Part, Section
from autopar_report.table import Table

_TABLES = (
    ("diff_meta", "What made them.", ("key", "older", "newer")),
    ("diff_contents", "What they hold.", ("unit", "older", "newer", "in_both")),
    (
        "diff_status",
        "Notebooks that are read otherwise.",
        ("older", "newer", "notebooks", "example"),
    ),
    ("diff_sums", "Loops in both, by verdict.", ("verdict", "older", "newer", "change")),
    ("diff_verdicts", "Loops whose verdict changed.", ("older", "newer", "loops", "example")),
    (
        "diff_guarded",
        "Loops of the same verdict whose verdict under a guard changed.",
        ("older", "newer", "loops", "example"),
    ),
    (
        "diff_stages",
        "Loops of the same verdict whose stage changed.",
        ("older", "newer", "loops", "example"),
    ),
    ("diff_reasons", "Reasons that loops gained or lost.", ("reason", "gained", "lost")),
)


def _check_newer(path: Path) -> None:
    connection = open_read_only(path)
    try:
        connection.execute("SELECT verdict FROM loop LIMIT 1")
    except sqlite3.Error as error:
        raise ReportError(f"{path} is no database of autopar-analyze: {error}") from error
    finally:
        connection.close()


def study_diff(older: Path, newer: Path) -> Part:
    """The differences, as a part of a page."""
    _check_newer(newer)

    def attach(connection: sqlite3.Connection) -> None:
        connection.execute("ATTACH ? AS newer", (f"{newer.resolve().as_uri()}?mode=ro",))

    database = Database(older, ["diff.sql"], "study_meta", "notebook", attach)
    try:
        tables = [
            Table(view, caption, columns, database.rows(view, columns))
            for view, caption, columns in _TABLES
        ]
    finally:
        database.close()
    about = Note(
        f"From {older.name} to {newer.name}. An example is the start of a blob's name, a cell and "
        "a line, counted from 1."
    )
    return Part("diff", "What changed", [Section("changes", "Changes", [about, *tables])])
