"""Tables: one description, printed as HTML and as CSV."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from io import StringIO
from typing import Literal

from autopar_report.database import Row, Value

Kind = Literal["text", "code", "path", "count", "share", "ratio", "time"]

_NOT_KNOWN = "\u2013"
_MOST_ROWS_SHOWN = 30


# Every column that a table may have: its name, in views and CSV files too, its heading, and how its
# values are printed. Code is kept on one line, a path may be broken anywhere. A share is a fraction
# of 1, printed in per cent; a ratio is printed with three digits; a time is in nanoseconds.
COLUMNS: dict[str, tuple[str, Kind]] = {
    "all": ("all", "count"),
    "answer": ("answer", "text"),
    "any_reason": ("among others", "count"),
    "applied": ("runs", "count"),
    "archives_damaged": ("archives broken off", "count"),
    "beyond_numpy_ns": ("beyond importing NumPy", "time"),
    "bounds": ("BOUNDS", "count"),
    "bytes": ("bytes", "count"),
    "cells": ("cells", "count"),
    "classified_decided": ("all decided", "count"),
    "classified_needed": ("all in need", "count"),
    "clean": ("clean", "count"),
    "common": ("in the means", "count"),
    "comprehensions": ("comprehensions", "count"),
    "conditional": ("conditional", "count"),
    "conditional_share": ("%", "share"),
    "contender": ("contender", "code"),
    "content": ("CONTENT", "count"),
    "context": ("scope", "code"),
    "damaged": ("damaged", "count"),
    "decided": ("decided", "count"),
    "decided_share": ("%", "share"),
    "declared": ("declared", "count"),
    "dependent": ("meet", "count"),
    "depth": ("depth", "count"),
    "device": ("ran on", "code"),
    "distinct_files": ("distinct", "count"),
    "domain": ("domain", "code"),
    "dropped": ("dropped", "count"),
    "evidence": ("evidence", "code"),
    "example": ("example", "path"),
    "family": ("loops", "text"),
    "files": ("files", "count"),
    "first_reason": ("first reason", "count"),
    "flag": ("flag", "code"),
    "gave_up": ("gave up", "count"),
    "geometric": ("geometric", "ratio"),
    "guarded": ("guard settles", "count"),
    "harmonic": ("harmonic", "ratio"),
    "headline": ("headline set", "text"),
    "headline_pairs": ("in the headline", "count"),
    "headline_share": ("% there", "share"),
    "in_magics": ("inside magics", "count"),
    "independent": ("apart", "count"),
    "kept": ("kept", "count"),
    "key": ("key", "code"),
    "kind": ("kind", "code"),
    "language": ("language", "code"),
    "library": ("LIBRARY", "count"),
    "loop": ("LOOP", "count"),
    "loops": ("loops", "count"),
    "meaning": ("meaning", "text"),
    "measurement": ("measurement", "text"),
    "median_ns": ("median", "time"),
    "message": ("message", "text"),
    "n": ("n", "count"),
    "name": ("name", "path"),
    "needed": ("in need", "count"),
    "needed_share": ("%", "share"),
    "neither": ("neither", "count"),
    "neither_share": ("%", "share"),
    "never": ("NEVER", "count"),
    "notebook": ("NOTEBOOK", "count"),
    "notebook_share": ("% of notebooks", "share"),
    "notebooks": ("notebooks", "count"),
    "operations": ("operations", "count"),
    "over_cpython": ("\u00d7 CPython", "ratio"),
    "over_numba": ("\u00d7 Numba", "ratio"),
    "pairs": ("pairs", "count"),
    "pairs_dependent": ("pairs that meet", "count"),
    "pairs_independent": ("pairs apart", "count"),
    "pairs_unknown": ("pairs open", "count"),
    "parameters": ("parameters", "path"),
    "passed_on": ("passed on", "count"),
    "preset": ("preset", "code"),
    "previous": ("came in", "count"),
    "problems": ("problems", "count"),
    "program": ("program", "code"),
    "ratio_high": ("to", "ratio"),
    "ratio_low": ("from", "ratio"),
    "reason": ("reason", "code"),
    "repetitions": ("n", "count"),
    "repository_share": ("% of repos", "share"),
    "run_id": ("run", "count"),
    "shape": ("shape", "count"),
    "share": ("%", "share"),
    "share_high": ("to", "share"),
    "share_low": ("95 % from", "share"),
    "shown": ("shown here", "count"),
    "stage": ("stage", "code"),
    "statements": ("statements", "count"),
    "status": ("status", "code"),
    "step": ("step", "text"),
    "strict_ok": ("valid to the letter", "count"),
    "suite_version": ("version", "code"),
    "summary": ("what it is", "text"),
    "syntax": ("SYNTAX", "count"),
    "test": ("test", "text"),
    "threads": ("threads", "count"),
    "timed": ("timed", "count"),
    "trivial": ("trivial", "count"),
    "types": ("TYPES", "count"),
    "unit": ("unit", "text"),
    "value": ("value", "path"),
    "verdict": ("verdict", "code"),
    "verdict_if_guarded": ("verdict then", "code"),
    "version": ("version", "text"),
}


@dataclass(frozen=True)
class Table:
    """Rows under columns, which are names of COLUMNS. `name` is that of the CSV file."""

    name: str
    caption: str
    columns: Sequence[str]
    rows: Sequence[Row]


def share(part: Value, whole: Value) -> float | None:
    """part / whole, or nothing where there is no whole."""
    if not isinstance(part, int | float) or not isinstance(whole, int | float) or whole == 0:
        return None
    return part / whole


def with_share(table: Table, counted: str) -> Table:
    """The table with a column `share` behind `counted`: of the sum of that column."""
    position = table.columns.index(counted) + 1
    numbers = [row[position - 1] for row in table.rows]
    whole = sum(number for number in numbers if isinstance(number, int))
    rows = [
        (*row[:position], share(number, whole), *row[position:])
        for row, number in zip(table.rows, numbers, strict=True)
    ]
    columns = (*table.columns[:position], "share", *table.columns[position:])
    return Table(table.name, table.caption, columns, rows)


def format_time(nanoseconds: float) -> str:
    """Three significant digits with the unit that suits them."""
    for unit, size in (("s", 1e9), ("ms", 1e6), ("\u00b5s", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds:.3g} ns"


def format_ratio(ratio: float) -> str:
    """Three significant digits, never in powers of ten."""
    if ratio >= 100:
        return f"{ratio:,.0f}"
    return f"{ratio:.3g}"


def format_value(value: Value, kind: Kind) -> str:
    """The value as people read it."""
    if value is None:
        return _NOT_KNOWN
    if isinstance(value, str):
        return value
    if kind == "share":
        return "< 0.1 %" if 0 < value < 0.0005 else f"{100 * value:.1f} %"
    if kind == "ratio":
        return format_ratio(value)
    if kind == "time":
        return format_time(value) if value >= 0 else "-" + format_time(-value)
    return f"{value:,}"


def _css_class(kind: Kind) -> str:
    return kind if kind in ("text", "code", "path") else "number"


def _cell_html(value: Value, kind: Kind) -> str:
    text = escape(format_value(value, kind))
    if kind in ("code", "path") and value is not None:
        text = f"<code>{text}</code>"
    return f'<td class="{_css_class(kind)}">{text}</td>'


def _row_html(row: Row, kinds: Sequence[Kind]) -> str:
    cells = (_cell_html(value, kind) for value, kind in zip(row, kinds, strict=True))
    return f"<tr>{''.join(cells)}</tr>"


def table_html(table: Table) -> str:
    """The table with its caption; a line instead where it has no rows.

    A long table shows its first rows and says how many there are; the CSV file holds them all.
    """
    if not table.rows:
        return f'<p class="empty">{escape(table.caption)} None.</p>'
    columns = [COLUMNS[name] for name in table.columns]
    head = "".join(
        f'<th scope="col" class="{_css_class(kind)}">{escape(title)}</th>'
        for title, kind in columns
    )
    shown, rest = table.rows[:_MOST_ROWS_SHOWN], len(table.rows) - _MOST_ROWS_SHOWN
    caption = table.caption
    if rest > 0:
        caption += f" {rest:,} further rows stand in {table.name}.csv."
    body = "\n".join(_row_html(row, [kind for _, kind in columns]) for row in shown)
    return (
        f'<figure class="table"><figcaption>{escape(caption)}</figcaption><table>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></figure>"
    )


def table_csv(table: Table) -> str:
    """The raw values; an unknown one is an empty field."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return text.getvalue()
