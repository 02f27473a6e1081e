"""Opens the databases that the report reads; never changes one."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

QUERIES = Path(__file__).with_name("queries")

Value = str | int | float | None
Row = tuple[Value, ...]


class ReportError(Exception):
    """The world failed in a way that the user can mend; the text is one line."""


class Database:
    """A database, open for reading, with the views of one file of queries."""

    def __init__(self, path: Path, queries: str, kind_table: str, newest_table: str = "") -> None:
        """Opens `path` and lays `queries` over it.

        `kind_table` tells databases of this kind from others, `newest_table` those of the version
        that the queries need from older ones.
        """
        if not path.is_file():
            raise ReportError(f"no database at {path}")
        try:
            self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
            self._check(path, kind_table, newest_table)
            self._connection.executescript((QUERIES / queries).read_text(encoding="utf-8"))
        except sqlite3.Error as error:
            raise ReportError(f"{path}: {error}") from error

    def _check(self, path: Path, kind_table: str, newest_table: str) -> None:
        tables = {
            name
            for (name,) in self._connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            )
        }
        if kind_table not in tables:
            raise ReportError(f"{path} is no database of this kind: it has no table {kind_table}")
        if newest_table and newest_table not in tables:
            raise ReportError(
                f"{path} is of an older version: it has no table {newest_table}; the program that "
                "made it brings it up to date when it is run again"
            )

    def rows(self, view: str, columns: Sequence[str]) -> list[Row]:
        """The named columns of a view, in the view's order."""
        names = ", ".join(f'"{column}"' for column in columns)
        try:
            return list(self._connection.execute(f"SELECT {names} FROM {view}"))
        except sqlite3.Error as error:
            raise ReportError(f"view {view}: {error}") from error

    def close(self) -> None:
        """Ends the use of the file."""
        self._connection.close()
