"""The loops behind the numbers: at most 20 for each, with their places and, licensed, texts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import cast
from urllib.parse import quote

from autopar_report.database import Database, Row, Value
from autopar_report.notebook_texts import NotebookTexts
from autopar_report.page import Markup, Note, Section
from autopar_report.table import format_value

Key = tuple[str, str, str]  # dimension, scope (of which loops) and value

_COLUMNS = (
    "dimension", "scope", "value", "whole", "blob", "cell", "line", "end_line", "repository",
    "commit_name", "path", "url", "licence", "verdict",
)  # fmt: skip


@dataclass(frozen=True)
class Example:
    """One loop and where it stands. `cell` counts from 0, `line` from 1."""

    blob: str
    cell: int
    line: int
    end_line: int
    repository: str
    commit: str
    path: str
    url: str
    licence: str
    verdict: str


def example_of_row(row: Row) -> Example:
    """The loop of a row: blob, cell, line, end_line, repository, commit_name, path, url, licence
    and verdict."""
    blob, cell, line, end_line, repository, commit, path, url, licence, verdict = row
    return Example(
        str(blob),
        cast(int, cell),
        cast(int, line),
        cast(int, end_line),
        str(repository),
        str(commit or ""),
        str(path),
        str(url or ""),
        str(licence),
        str(verdict or "no verdict"),
    )


def example_html(example: Example, texts: NotebookTexts, with_verdict: bool = True) -> str:
    """The place of a loop, and its text where a licence is known."""
    place = escape(f"{example.repository}: {example.path}" if example.repository else example.path)
    if example.url.startswith(("https://", "http://")) and example.commit:
        link = f"{example.url}/blob/{example.commit}/{quote(example.path)}"
        place = f'<a href="{escape(link)}" rel="noreferrer">{place}</a>'
    parts = [place, f"cell {example.cell + 1}, line {example.line}"]
    if example.commit:
        parts.insert(1, f"commit {escape(example.commit[:10])}")
    if example.repository:
        parts.append(escape(example.licence) or "no licence known")
    verdict = f": <code>{escape(example.verdict)}</code>" if with_verdict else ""
    return ", ".join(parts) + verdict + _excerpt_html(example, texts)


def _excerpt_html(example: Example, texts: NotebookTexts) -> str:
    if not example.licence:
        return ""
    lines = texts.excerpt(example.blob, example.cell, example.line, example.end_line)
    return f"<pre>{escape(chr(10).join(lines))}</pre>" if lines else ""


def _slug(key: Key) -> str:
    text = "-".join(part for part in ("loops", *key) if part)
    return "".join(c if c.isalnum() or c == "-" else "-" for c in text.lower())


class Examples:
    """The examples of a database, and which of them the page refers to."""

    def __init__(self, database: Database, texts: NotebookTexts) -> None:
        """Reads where the loops stand; texts are read for those that are shown."""
        self._texts = texts
        self._groups: dict[Key, list[Example]] = defaultdict(list)
        self._wholes: dict[Key, int] = {}
        self._used: dict[Key, None] = {}
        for row in database.rows("report_examples", _COLUMNS):
            key = (str(row[0]), str(row[1]), str(row[2]))
            self._wholes[key] = cast(int, row[3])
            self._groups[key].append(example_of_row(row[4:]))

    def anchor(self, dimension: str, scope: str, value: Value) -> str | None:
        """Where the loops stand that a number counts; nothing if there are none."""
        key = (dimension, scope, str(value))
        if key not in self._groups:
            return None
        self._used[key] = None
        return _slug(key)

    def links(
        self, rows: Sequence[Row], columns: dict[str, tuple[str, str]], position: int = 0
    ) -> dict[tuple[int, str], str]:
        """Links for the columns of a table: column -> dimension and scope; the value stands at
        `position` of each row."""
        found = {}
        for number, row in enumerate(rows):
            for column, (dimension, scope) in columns.items():
                anchor = self.anchor(dimension, scope, row[position])
                if anchor is not None:
                    found[number, column] = anchor
        return found

    def section(self) -> Section:
        """All groups that were referred to, folded."""
        about = Note(
            "Every linked number above leads here. Of each group at most 20 loops are shown, drawn "
            "by the hashes of their notebooks, one of each repository before a second of any. A "
            "text is shown where the repository's licence is known, and then its first ten lines; "
            "otherwise only the place. Cells count from 1 over all cells of the notebook."
        )
        groups = "\n".join(self._group_html(key) for key in self._used)
        return Section("loops-behind", "Loops behind the numbers", [about, Markup(groups)])

    def _group_html(self, key: Key) -> str:
        dimension, scope, value = key
        examples = self._groups[key]
        whole, shown = format_value(self._wholes[key], "count"), len(examples)
        of_which = f" ({scope})" if scope else ""
        items = "\n".join(f"<li>{example_html(e, self._texts)}</li>" for e in examples)
        return (
            f'<details class="loops"><summary id="{_slug(key)}">{escape(dimension + of_which)}: '
            f"<code>{escape(value)}</code>, {whole} loops, {shown} shown</summary>"
            f"<ol>\n{items}\n</ol></details>"
        )
