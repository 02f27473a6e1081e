"""Draws loops for raters: a sheet without verdicts, the loops to look at, a guide and a key."""

import csv
from collections import Counter, defaultdict
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template

from autopar_report.database import Database, ReportError, Row
from autopar_report.examples import Example, example_html, example_of_row
from autopar_report.notebook_texts import NotebookTexts
from autopar_report.page import TEMPLATES
from autopar_report.raters import ID, draw
from autopar_report.study import count_of
from autopar_report.taxonomy import DIMENSIONS

_PLACE = ("repository", "commit", "path", "cell", "loop", "line")


def _write(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _unlike_formula(path: str) -> str:
    """The path so that no spreadsheet takes it for a formula."""
    return f"./{path}" if path.startswith(("=", "+", "-", "@")) else path


def _place(example: Example, row: Row) -> Row:
    """Where a loop stands: cells, the loops of a cell and lines count from 1."""
    cell, loop, path = example.cell + 1, count_of(row[2]) + 1, _unlike_formula(example.path)
    return (example.repository, example.commit, path, cell, loop, example.line)


def _guide(loops: int, seed: int) -> str:
    parts = [
        "# Guide for raters",
        "",
        f"{loops} loops, drawn with seed {seed}, as even over the verdicts of the analysis as "
        "their numbers allow; the order tells nothing. Fill the empty columns of `labels.csv` with "
        "one value each, from the text of the notebook alone: `loops.html` shows or links every "
        "loop. Nothing is run. Earlier cells count, in document order; later ones do not. Where "
        "you can't decide, leave the field empty. Do not look at `key.csv` before both sheets are "
        "filled.",
        "",
        "Assume of every loop that no exception leaves it, unless it stands inside of try, and "
        "that operators, subscripts, iteration and `len` have no side effects. Do not assume "
        "types, shapes, or that two names are different objects, unless the text says so.",
        "",
        "Then: `autopar-report agreement A.csv B.csv` for two raters, "
        "`autopar-report agreement A.csv key.csv` for a rater and the analysis.",
    ]
    for name, (meaning, values) in DIMENSIONS.items():
        parts += ["", f"## {name}", "", meaning, "", "| value | |", "|---|---|"]
        parts += [f"| {value} | {text} |" for value, text in values.items()]
    return "\n".join([*parts, ""])


def _page(drawn: Sequence[tuple[str, Example]], texts: NotebookTexts) -> str:
    items = "\n".join(
        f'<h2 id="{escape(name)}">{escape(name)}</h2>\n<p>{example_html(example, texts, False)}</p>'
        for name, example in drawn
    )
    contents = "\n".join(f'<li><a href="#{name}">{name}</a></li>' for name, _ in drawn)
    return Template((TEMPLATES / "page.html").read_text(encoding="utf-8")).substitute(
        style=(TEMPLATES / "style.css").read_text(encoding="utf-8"),
        contents=contents,
        body=f"<h1>Loops to label</h1>\n{items}",
    )


def write_sample(
    database: Database, texts: NotebookTexts, output: Path, wanted: int, seed: int
) -> int:
    """Writes labels.csv, loops.html, guide.md and key.csv to `output`; how many loops there are."""
    columns = ("blob", "cell", "loop", *DIMENSIONS)
    found = database.rows("report_labels", columns)
    if not found:
        raise ReportError("the database has no loop to draw from")
    strata: dict[str, list[int]] = defaultdict(list)
    verdict = columns.index("verdict")
    for position, row in enumerate(found):
        strata[str(row[verdict])].append(position)
    drawn = draw(strata, wanted, seed)
    places = {
        (str(row[0]), count_of(row[1]), count_of(row[2])): example_of_row(row[3:])
        for row in database.rows("report_loop_places", _EXAMPLE_COLUMNS)
    }
    names = [f"L{number:03}" for number in range(1, len(drawn) + 1)]
    rows = [found[position] for position, _ in drawn]
    examples = [places[str(row[0]), count_of(row[1]), count_of(row[2])] for row in rows]
    where = [_place(example, row) for example, row in zip(examples, rows, strict=True)]
    output.mkdir(parents=True, exist_ok=True)
    blank = [""] * len(DIMENSIONS)
    _write(
        output / "labels.csv",
        (ID, *_PLACE, *DIMENSIONS, "remark"),
        [(name, *place, *blank, "") for name, place in zip(names, where, strict=True)],
    )
    sizes = {name: len(items) for name, items in strata.items()}
    taken = Counter(stratum for _, stratum in drawn)
    _write(
        output / "key.csv",
        (ID, *_PLACE, *DIMENSIONS, "loops_of_verdict", "drawn_of_verdict"),
        [
            (name, *place, *row[3:], sizes[stratum], taken[stratum])
            for name, place, row, (_, stratum) in zip(names, where, rows, drawn, strict=True)
        ],
    )
    (output / "guide.md").write_text(_guide(len(drawn), seed), encoding="utf-8")
    page = _page(list(zip(names, examples, strict=True)), texts)
    (output / "loops.html").write_text(page, encoding="utf-8")
    return len(drawn)


_EXAMPLE_COLUMNS = (
    "blob", "cell", "loop", "blob", "cell", "line", "end_line", "repository", "commit_name", "path",
    "url", "licence", "verdict",
)  # fmt: skip
