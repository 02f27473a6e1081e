"""Tables: one description, printed as HTML, as CSV and as LaTeX."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from io import StringIO

from autopar_report.columns import COLUMNS, Kind
from autopar_report.database import Row, Value

_NOT_KNOWN = "\u2013"


@dataclass(frozen=True)
class Table:
    """Rows under columns, which are names of COLUMNS. `name` is that of the CSV file.

    `links` leads from (number of the row, name of the column) to the anchor of the loops behind the
    number. `data` are the columns and rows of the CSV file where it holds others than the page.
    """

    name: str
    caption: str
    columns: Sequence[str]
    rows: Sequence[Row]
    links: Mapping[tuple[int, str], str] = field(default_factory=dict)
    data: tuple[Sequence[str], Sequence[Row]] | None = None
    is_main: bool = False  # written as LaTeX too
    is_folded: bool = False  # on the page behind its caption
    most_rows: int = 30  # that the page shows


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
    return replace(table, columns=columns, rows=rows)


def interval_text(interval: tuple[float, float] | None) -> str | None:
    """An interval of a share, in per cent."""
    return interval and f"{100 * interval[0]:.1f}\u2013{100 * interval[1]:.1f}"


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
        if 0.9995 <= value < 1:
            return "> 99.9 %"
        return "< 0.1 %" if 0 < value < 0.0005 else f"{100 * value:.1f} %"
    if kind == "ratio":
        return format_ratio(value)
    if kind == "time":
        return format_time(value) if value >= 0 else "-" + format_time(-value)
    return f"{value:,}"


def _css_class(kind: Kind) -> str:
    if kind in ("text", "label", "code", "path"):
        return kind
    return "number interval" if kind == "interval" else "number"


def _cell_html(value: Value, kind: Kind, anchor: str | None) -> str:
    text = escape(format_value(value, kind))
    if anchor is not None:
        text = f'<a href="#{escape(anchor)}">{text}</a>'
    if kind in ("code", "path") and value is not None:
        text = f"<code>{text}</code>"
    css_class = _css_class(kind) + (" none" if value == 0 else "")
    return f'<td class="{css_class}">{text}</td>'


def _row_html(table: Table, position: int, kinds: Sequence[Kind]) -> str:
    cells = (
        _cell_html(value, kind, table.links.get((position, column)))
        for value, kind, column in zip(table.rows[position], kinds, table.columns, strict=True)
    )
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
    shown = min(len(table.rows), table.most_rows)
    caption = table.caption
    if shown < len(table.rows):
        caption += f" {len(table.rows) - shown:,} further rows stand in {table.name}.csv."
    kinds = [kind for _, kind in columns]
    body = "\n".join(_row_html(table, position, kinds) for position in range(shown))
    grid = f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"
    if table.is_folded:
        return f'<details class="table"><summary>{escape(caption)}</summary>{grid}</details>'
    return f'<figure class="table"><figcaption>{escape(caption)}</figcaption>{grid}</figure>'


def table_csv(table: Table) -> str:
    """The raw values; an unknown one is an empty field."""
    columns, rows = table.data or (table.columns, table.rows)
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def table_text(table: Table) -> str:
    """The table as lines of text for a terminal."""
    if not table.rows:
        return f"{table.caption} None.\n"
    columns = [COLUMNS[name] for name in table.columns]
    kinds = [kind for _, kind in columns]
    lines = [
        [title for title, _ in columns],
        *([format_value(v, k) for v, k in zip(row, kinds, strict=True)] for row in table.rows),
    ]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    aligned = [
        "  ".join(
            text.ljust(width) if kind in ("text", "label", "code", "path") else text.rjust(width)
            for text, width, kind in zip(line, widths, kinds, strict=True)
        ).rstrip()
        for line in lines
    ]
    return "\n".join([table.caption, *(f"  {line}" for line in aligned), ""])


_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\u2013": "--",
    "\u00d7": r"$\times$",
    "\u2260": r"$\neq$",
    "\u00b5": r"$\mu$",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    **{character: "\\" + character for character in "&%$#_{}"},
}


def latex_text(text: str) -> str:
    """The text with what LaTeX would take for its own."""
    return "".join(_LATEX.get(character, character) for character in text)


def table_latex(table: Table) -> str:
    """A tabular of the package booktabs, with its caption and a label."""
    columns = [COLUMNS[name] for name in table.columns]
    kinds = [kind for _, kind in columns]
    layout = "".join("l" if kind in ("text", "label", "code", "path") else "r" for kind in kinds)
    lines = [
        " & ".join(latex_text(text) for text in texts) + r" \\"
        for texts in (
            [title for title, _ in columns],
            *([format_value(v, k) for v, k in zip(row, kinds, strict=True)] for row in table.rows),
        )
    ]
    return "\n".join(
        [
            r"\begin{table}",
            rf"\caption{{{latex_text(table.caption)}}}",
            rf"\label{{tab:{table.name.replace('_', '-')}}}",
            rf"\begin{{tabular}}{{{layout}}}",
            r"\toprule",
            lines[0],
            r"\midrule",
            *lines[1:],
            r"\bottomrule",
            r"\end{tabular}",
            r"\end{table}",
            "",
        ]
    )
