"""Opens the databases that the report reads; never changes one."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

QUERIES = Path(__file__).with_name("queries")

Value = str | int | float | None
Row = tuple[Value, ...]


class ReportError(Exception):
    """The world failed in a way that the user can mend; the text is one line."""


def open_read_only(path: Path) -> sqlite3.Connection:
    """The database at `path`, which has to be there."""
    if not path.is_file():
        raise ReportError(f"no database at {path}")
    try:
        return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error as error:
        raise ReportError(f"{path}: {error}") from error


class Database:
    """A database, open for reading, with the views of files of queries."""

    def __init__(
        self,
        path: Path,
        queries: Sequence[str],
        kind_table: str,
        newest_table: str = "",
        prepare: Callable[[sqlite3.Connection], None] | None = None,
    ) -> None:
        """Opens `path` and lays `queries` over it, in their order.

        `kind_table` tells databases of this kind from others, `newest_table` those of the version
        that the queries need from older ones. `prepare` makes what the queries want besides.
        """
        self._connection = open_read_only(path)
        try:
            self._check(path, kind_table, newest_table)
            if prepare is not None:
                prepare(self._connection)
            for name in queries:
                self._connection.executescript((QUERIES / name).read_text(encoding="utf-8"))
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

    def rows(
        self, view: str, columns: Sequence[str], where: str = "", values: Sequence[Value] = ()
    ) -> list[Row]:
        """The named columns of a view, in the view's order; of the rows where `where` holds."""
        names = ", ".join(f'"{column}"' for column in columns)
        condition = f" WHERE {where}" if where else ""
        try:
            return list(self._connection.execute(f"SELECT {names} FROM {view}{condition}", values))
        except sqlite3.Error as error:
            raise ReportError(f"view {view}: {error}") from error

    def number(self, query: str) -> float | None:
        """The one number that `query` gives; nothing if it is NULL."""
        try:
            rows = self._connection.execute(query).fetchall()
        except sqlite3.Error as error:
            raise ReportError(f"{query}: {error}") from error
        if len(rows) != 1 or len(rows[0]) != 1 or isinstance(rows[0][0], str):
            raise ReportError(f"{query}: gives no single number")
        return None if rows[0][0] is None else float(rows[0][0])

    def close(self) -> None:
        """Ends the use of the file."""
        self._connection.close()
