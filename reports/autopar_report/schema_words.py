"""Reads what the schema of the study says in its comments: tables, columns and their values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# What is made IF it does NOT EXIST is a table of an older version, on its way out.
_STATEMENT = re.compile(r"^CREATE (TABLE|VIEW|INDEX) (?!IF\b)(\w+)", re.MULTILINE)
_COLUMN = re.compile(r"^  (\w+) (TEXT|INTEGER|REAL|BLOB)\b(.*)$")
_VALUE = re.compile(r"'([A-Z_0-9]+)'")


@dataclass(frozen=True)
class Column:
    """A column, its SQL type, its values if they are a closed list, and what it says of itself."""

    name: str
    kind: str
    values: tuple[str, ...]
    meaning: str


@dataclass(frozen=True)
class SchemaTable:
    """A table or view with the comment above it."""

    name: str
    is_view: bool
    meaning: str
    columns: tuple[Column, ...]


def _comment(lines: list[str]) -> str:
    """The comment that ends right above."""
    found: list[str] = []
    for line in reversed(lines):
        if not line.startswith("--"):
            break
        found.append(line.removeprefix("--").strip())
    return " ".join(reversed(found))


def _split(line: str) -> tuple[str, str]:
    """The code of a line and its comment."""
    code, _, comment = line.partition("--")
    return code.rstrip(), comment.strip()


def _columns(body: list[str]) -> Iterator[Column]:
    """Columns of a table. A comment stands behind a column or above it; it may go on below."""
    above: list[str] = []
    current: tuple[str, str, list[str], list[str]] | None = None
    for line in body:
        code, comment = _split(line)
        match = _COLUMN.match(code)
        if match:
            if current:
                yield _finished(current)
            current = (match[1], match[2], [match[3]], [*above, comment])
            above = []
        elif re.match(r"^  (PRIMARY|CHECK|UNIQUE|FOREIGN)\b", code):
            break
        elif not code and line.startswith("  --"):
            above.append(comment)
        elif current:
            current[2].append(code)
            current[3].append(comment)
    if current:
        yield _finished(current)


def _finished(current: tuple[str, str, list[str], list[str]]) -> Column:
    name, kind, code, comments = current
    values = tuple(_VALUE.findall(" ".join(code)))
    return Column(name, kind, values, " ".join(text for text in comments if text))


def read_schema(path: Path) -> list[SchemaTable]:
    """The tables and views of a file of SQL, in its order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    tables = []
    for number, line in enumerate(lines):
        match = _STATEMENT.match(line)
        if not match or match[1] == "INDEX":
            continue
        is_view = match[1] == "VIEW"
        ends = (i for i in range(number, len(lines)) if _split(lines[i])[0].endswith(";"))
        end = next(ends, len(lines))
        body = [] if is_view else lines[number + 1 : end]
        columns = tuple(_columns(body))
        if not is_view and not columns:
            columns = tuple(_one_line_columns(line))
        tables.append(SchemaTable(match[2], is_view, _comment(lines[:number]), columns))
    return tables


def _one_line_columns(line: str) -> Iterator[Column]:
    inside = line[line.index("(") + 1 : line.rindex(")")]
    for name, kind in re.findall(r"(\w+) (TEXT|INTEGER|REAL|BLOB)", inside):
        yield Column(name, kind, (), "")
