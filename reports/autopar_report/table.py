"""Tables: one description, printed as HTML, as CSV and as LaTeX."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from io import StringIO
from typing import Literal

from autopar_report.database import Row, Value

Kind = Literal["text", "label", "code", "path", "count", "share", "ratio", "time", "interval"]

_NOT_KNOWN = "\u2013"


# Every column that a table may have: its name, in views and CSV files too, its heading, and how its
# values are printed. Code and labels are kept on one line, a path may be broken anywhere. A share
# is a fraction of 1, printed in per cent; a ratio is printed with three digits; a time is in
# nanoseconds; an interval is text that stands with the numbers.
COLUMNS: dict[str, tuple[str, Kind]] = {
    "affine": ("AFFINE", "count"),
    "against": ("against", "code"),
    "against_cpython": ("vs CPython", "code"),
    "against_numba": ("vs Numba", "code"),
    "agreed": ("agree", "share"),
    "all": ("all", "count"),
    "answer": ("answer", "text"),
    "any_reason": ("among others", "count"),
    "applied": ("runs", "count"),
    "archives_damaged": ("archives broken off", "count"),
    "asked_threads": ("told threads", "count"),
    "autopar": ("autopar", "ratio"),
    "autopar_cpu": ("autopar_cpu", "ratio"),
    "autopar_cpu_ns": ("autopar_cpu", "time"),
    "autopar_cuda": ("autopar_cuda", "ratio"),
    "autopar_cuda_ns": ("autopar_cuda", "time"),
    "autopar_ns": ("autopar", "time"),
    "autopar_opencl": ("autopar_opencl", "ratio"),
    "autopar_opencl_ns": ("autopar_opencl", "time"),
    "autopar_serial": ("autopar_serial", "ratio"),
    "autopar_serial_ns": ("autopar_serial", "time"),
    "base_kind": ("object", "code"),
    "base_ns": ("CPython", "time"),
    "beats_cpython": ("faster than CPython", "text"),
    "beats_numba": ("faster than the best of Numba", "text"),
    "beats_serial": ("faster than on one thread", "text"),
    "best_of_all": ("best of all", "code"),
    "best_numba": ("best of Numba", "code"),
    "best_own": ("best of its own", "code"),
    "beyond_numpy_ns": ("beyond importing NumPy", "time"),
    "blob": ("content", "path"),
    "bound": ("expected", "interval"),
    "bounds": ("BOUNDS", "count"),
    "busy": ("busy", "ratio"),
    "bytes": ("bytes", "count"),
    "bytes_rate": ("GB/s", "ratio"),
    "cached_ns": ("warm cache", "time"),
    "callee": ("callee", "code"),
    "cells": ("cells", "count"),
    "change": ("change", "count"),
    "choice": ("choice of loops", "label"),
    "chosen": ("chosen", "code"),
    "claim": ("claim", "code"),
    "class": ("class", "code"),
    "classified_decided": ("all decided", "count"),
    "classified_needed": ("all in need", "count"),
    "clean": ("clean", "count"),
    "cold_ns": ("cold", "time"),
    "command": ("command", "path"),
    "commit_name": ("commit", "path"),
    "common": ("in the means", "count"),
    "comprehensions": ("comprehensions", "count"),
    "conditional": ("conditional", "count"),
    "conditional_share": ("%", "share"),
    "contender": ("contender", "code"),
    "content": ("CONTENT", "count"),
    "contents": ("analysed", "count"),
    "context": ("scope", "code"),
    "control": ("construct", "code"),
    "cpu_seconds": ("CPU, s", "ratio"),
    "cpython_ns": ("cpython", "time"),
    "damaged": ("damaged", "count"),
    "damaged_notebooks": ("with an error", "count"),
    "decided": ("decided", "count"),
    "decided_share": ("%", "share"),
    "decision": ("decided", "code"),
    "declared": ("declared", "count"),
    "dependent": ("meet", "count"),
    "dependent_bounds": ("DEPENDENT", "count"),
    "depth": ("depth", "count"),
    "design_effect": ("design effect", "ratio"),
    "device": ("ran on", "code"),
    "difference": ("first difference", "text"),
    "dimension": ("dimension", "code"),
    "distinct_files": ("distinct", "count"),
    "distinct_items": ("distinct", "count"),
    "domain": ("domain", "code"),
    "dropped": ("dropped", "count"),
    "effect": ("worst effect", "code"),
    "effective_n": ("as many independent", "count"),
    "efficiency": ("of ideal", "share"),
    "even": ("even", "count"),
    "evidence": ("evidence", "code"),
    "example": ("example", "path"),
    "exit_code": ("exit code", "count"),
    "experiments": ("experiments", "count"),
    "fact": ("fact", "label"),
    "failures": ("failures", "count"),
    "level": ("level", "label"),
    "family": ("loops", "text"),
    "faster": ("faster", "count"),
    "files": ("files", "count"),
    "first_reason": ("first reason", "count"),
    "first_sheet": ("first sheet", "code"),
    "flag": ("flag", "code"),
    "flow": ("flow", "code"),
    "footprint": ("bytes of arrays", "count"),
    "foreign_load": ("others' load", "ratio"),
    "form": ("form", "code"),
    "found": ("found", "ratio"),
    "gained": ("gained", "count"),
    "gave_up": ("gave up", "count"),
    "geometric": ("geometric", "ratio"),
    "guarded": ("guard settles", "count"),
    "harmonic": ("harmonic", "ratio"),
    "headline": ("headline set", "text"),
    "headline_loops": ("headline loops", "count"),
    "headline_pairs": ("in the headline", "count"),
    "headline_share": ("% there", "share"),
    "in_both": ("in both", "count"),
    "in_magics": ("inside magics", "count"),
    "independent": ("apart", "count"),
    "items": ("items", "count"),
    "jobs": ("workers", "count"),
    "kappa": ("kappa", "ratio"),
    "kappa_high": ("to", "ratio"),
    "kappa_low": ("95 % from", "ratio"),
    "kept": ("kept", "count"),
    "kernel": ("kernel", "code"),
    "kernel_ns": ("kernel alone", "time"),
    "key": ("key", "code"),
    "kind": ("kind", "code"),
    "language": ("language", "code"),
    "largest": ("largest group", "count"),
    "least_ratio": ("least", "ratio"),
    "library": ("LIBRARY", "count"),
    "licence": ("licence", "text"),
    "loop": ("LOOP", "count"),
    "loop_share": ("% of loops", "share"),
    "loops": ("loops", "count"),
    "lost": ("lost", "count"),
    "machine": ("machine", "text"),
    "mark": ("mark", "code"),
    "meaning": ("meaning", "text"),
    "measurement": ("measurement", "text"),
    "median_high": ("to", "time"),
    "median_low": ("95 % from", "time"),
    "median_ns": ("median", "time"),
    "megabytes_per_second": ("MB/s", "ratio"),
    "memory_bytes": ("memory, bytes", "count"),
    "message": ("message", "text"),
    "minutes": ("minutes", "ratio"),
    "most_ratio": ("most", "ratio"),
    "n": ("n", "count"),
    "name": ("name", "path"),
    "needed": ("in need", "count"),
    "needed_share": ("%", "share"),
    "negative": ("negative index", "count"),
    "neither": ("neither", "count"),
    "neither_share": ("%", "share"),
    "nest_shape": ("body", "code"),
    "never": ("NEVER", "count"),
    "newer": ("after", "code"),
    "no_form": ("no form", "count"),
    "not_compared": ("not compared", "count"),
    "notebook": ("NOTEBOOK", "count"),
    "notebook_interval": ("95 %", "interval"),
    "notebook_share": ("% of notebooks", "share"),
    "notebooks": ("notebooks", "count"),
    "notebooks_part": ("of the notebooks", "text"),
    "notebooks_per_second": ("notebooks/s", "ratio"),
    "notebooks_there": ("notebooks there", "count"),
    "numba_auto": ("numba_auto", "ratio"),
    "numba_auto_ns": ("numba_auto", "time"),
    "numba_njit": ("numba_njit", "ratio"),
    "numba_njit_ns": ("numba_njit", "time"),
    "numba_prange": ("numba_prange", "ratio"),
    "numba_prange_ns": ("numba_prange", "time"),
    "numpy": ("numpy", "ratio"),
    "numpy_ns": ("numpy", "time"),
    "of_roof": ("of the roof", "share"),
    "older": ("before", "code"),
    "on_floats": ("on others", "count"),
    "on_integers": ("on integers", "count"),
    "op": ("operation", "code"),
    "operations": ("operations", "count"),
    "operations_per_byte": ("operations per byte", "ratio"),
    "operations_rate": ("billion operations/s", "ratio"),
    "our_ns": ("autopar", "time"),
    "ours": ("here", "interval"),
    "outcome": ("outcome", "text"),
    "over_99": ("of 100 or more", "count"),
    "over_cpython": ("\u00d7 CPython", "ratio"),
    "over_njit": ("\u00d7 numba_njit", "ratio"),
    "over_numba": ("\u00d7 Numba", "ratio"),
    "over_one_thread": ("\u00d7 one thread", "ratio"),
    "pair_class": ("subscripts", "code"),
    "pairs": ("pairs", "count"),
    "pairs_dependent": ("pairs that meet", "count"),
    "pairs_independent": ("pairs apart", "count"),
    "pairs_of_copies": ("groups of 2", "count"),
    "pairs_unknown": ("pairs open", "count"),
    "parameters": ("parameters", "path"),
    "part_name": ("repositories", "text"),
    "passed_on": ("passed on", "count"),
    "peak_memory": ("peak memory, MB", "ratio"),
    "points": ("points", "count"),
    "preset": ("preset", "code"),
    "presets": ("presets", "text"),
    "previous": ("came in", "count"),
    "primary_reason": ("first reason", "code"),
    "problems": ("problems", "count"),
    "processors": ("processors", "count"),
    "program": ("program", "code"),
    "ran": ("ran", "code"),
    "ratio": ("ratio", "ratio"),
    "ratio_high": ("to", "ratio"),
    "ratio_low": ("from", "ratio"),
    "reached": ("% reached", "share"),
    "reading": ("read as", "text"),
    "reads": ("read", "count"),
    "reasons": ("reasons", "text"),
    "reason": ("reason", "code"),
    "receiver": ("receiver", "code"),
    "rectangular": ("RECT", "count"),
    "relaxed_all": ("or conditional", "share"),
    "relaxed_decided": ("RELAXED decided", "share"),
    "removed": ("removed", "count"),
    "removed_share": ("%", "share"),
    "repetitions": ("n", "count"),
    "repositories": ("repositories", "count"),
    "repository": ("repository", "path"),
    "repository_interval": ("95 %", "interval"),
    "repository_share": ("% of repositories", "share"),
    "result": ("result", "code"),
    "retries": ("restarts", "count"),
    "rows": ("rows", "count"),
    "run_id": ("run", "count"),
    "runs": ("runs", "count"),
    "said": ("as the frame says", "text"),
    "same": ("the same is", "text"),
    "second_sheet": ("second sheet", "code"),
    "seconds": ("seconds", "ratio"),
    "set": ("headline set", "label"),
    "set_name": ("set", "code"),
    "shape": ("shape", "count"),
    "share": ("%", "share"),
    "share_high": ("to", "share"),
    "share_interval": ("95 %", "interval"),
    "share_low": ("95 % from", "share"),
    "shown": ("shown here", "count"),
    "sites": ("calls in the text", "count"),
    "size": ("size", "text"),
    "size_bytes": ("bytes", "count"),
    "slowdown_all": ("slower than the best of all", "share"),
    "slowdown_own": ("slower than the best way", "share"),
    "slower": ("slower", "count"),
    "stability": ("stability", "code"),
    "stage": ("stage", "code"),
    "statement": ("statement", "text"),
    "statements": ("statements", "count"),
    "status": ("status", "code"),
    "step": ("step", "text"),
    "strict_all": ("or conditional", "share"),
    "strict_decided": ("STRICT decided", "share"),
    "strict_ok": ("valid to the letter", "count"),
    "study": ("study", "text"),
    "suite_version": ("version", "code"),
    "summary": ("what it is", "text"),
    "swing": ("largest change", "interval"),
    "swing_verdict": ("of", "code"),
    "syntax": ("SYNTAX", "count"),
    "system": ("system", "text"),
    "table": ("table", "code"),
    "test": ("test", "text"),
    "their_ns": ("their time", "time"),
    "theirs": ("there", "interval"),
    "threads": ("threads", "count"),
    "timed": ("timed", "count"),
    "to_99": ("of 10 to 99", "count"),
    "to_nine": ("of 3 to 9", "count"),
    "trivial": ("trivial", "count"),
    "types": ("TYPES", "count"),
    "unit": ("unit", "text"),
    "value": ("value", "path"),
    "verdict": ("verdict", "code"),
    "verdict_if_guarded": ("verdict then", "code"),
    "version": ("version", "text"),
    "wall_seconds": ("wall, s", "ratio"),
    "warm_ns": ("warm call", "time"),
    "whole": ("of", "count"),
    "worst_own": ("at worst", "share"),
    "writes": ("written, or may be", "count"),
}


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
