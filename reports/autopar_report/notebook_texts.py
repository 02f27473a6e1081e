"""Source lines of notebooks, from the contents that a crawl stored. Parsed, never run."""

import json
import sqlite3
from functools import lru_cache
from pathlib import Path
from typing import Any

from autopar_report.database import ReportError, open_read_only

_MOST_LINES = 10
_MOST_CHARACTERS = 120
_ENCODINGS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def _decoded(content: bytes) -> str:
    for mark, encoding in _ENCODINGS:
        if content.startswith(mark):
            return content.decode(encoding)
    return content.decode("utf-8")


def _cells(notebook: Any) -> list[Any]:
    """The cells in the order of the file, of worksheets one after the other."""
    if not isinstance(notebook, dict):
        return []
    if isinstance(notebook.get("cells"), list):
        return list(notebook["cells"])
    sheets = notebook.get("worksheets")
    return [
        cell
        for sheet in (sheets if isinstance(sheets, list) else [])
        if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list)
        for cell in sheet["cells"]
    ]


def _source(cell: Any) -> str:
    if not isinstance(cell, dict):
        return ""
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""


def _printable(line: str) -> str:
    shown = "".join(c if c.isprintable() else "\ufffd" for c in line.expandtabs(4))
    return shown if len(shown) <= _MOST_CHARACTERS else shown[: _MOST_CHARACTERS - 1] + "\u2026"


class NotebookTexts:
    """What cells of notebooks say, by blob. Without a crawl nothing is known."""

    def __init__(self, crawl: Path | None) -> None:
        """Opens the crawl's database, if there is one."""
        self._connection = None if crawl is None else open_read_only(crawl)
        self._cells_of = lru_cache(maxsize=64)(self._read_cells)

    def _read_cells(self, blob: str) -> list[str]:
        if self._connection is None:
            return []
        try:
            row = self._connection.execute(
                "SELECT bytes FROM content WHERE blob = ?", (blob,)
            ).fetchone()
        except sqlite3.Error as error:
            raise ReportError(f"the crawl's database: {error}") from error
        if row is None or row[0] is None:
            return []
        try:
            return [_source(cell) for cell in _cells(json.loads(_decoded(row[0]), strict=False))]
        except (ValueError, RecursionError):
            return []

    def excerpt(self, blob: str, cell: int, line: int, end_line: int) -> list[str]:
        """Lines of a cell, counted from 1; at most ten, cut at the width of the page."""
        cells = self._cells_of(blob)
        if cell >= len(cells):
            return []
        lines = cells[cell].splitlines()[line - 1 : end_line]
        shown = [_printable(text) for text in lines[:_MOST_LINES]]
        if len(lines) > _MOST_LINES:
            shown[-1] = "\u2026"
        return shown

    def close(self) -> None:
        """Ends the use of the file."""
        if self._connection is not None:
            self._connection.close()
