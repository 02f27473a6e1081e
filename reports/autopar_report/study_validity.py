"""Sections on how far the numbers carry: sensitivity, earlier studies, raters, threats."""

from collections import defaultdict
from functools import partial

from autopar_report.columns import Kind
from autopar_report.database import Row
from autopar_report.figures.choices import ChoiceShares, draw_choices
from autopar_report.page import Block, Figure, Note, Points, Section
from autopar_report.study import Study, count_of
from autopar_report.study_loops import FAMILIES
from autopar_report.table import Table, format_value, share

_SETS = ("strict_decided", "strict_conditional", "relaxed_decided", "relaxed_conditional")


def _verdict_shares(study: Study, family: str) -> dict[int, dict[str, float]]:
    """Number of a choice -> verdict -> its share."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    columns = ("position", "verdict", "n")
    for position, verdict, n in study.database.rows(
        "report_population_verdicts", columns, "family = ?", [family]
    ):
        counts[count_of(position)][str(verdict)] = count_of(n)
    return {
        position: {name: n / sum(verdicts.values()) for name, n in verdicts.items()}
        for position, verdicts in counts.items()
    }


def _swing(base: dict[str, float], other: dict[str, float]) -> tuple[float, str]:
    """The largest change of a verdict's share, in points of per cent, and the verdict."""
    names = sorted({*base, *other})
    change = {name: 100 * (other.get(name, 0.0) - base.get(name, 0.0)) for name in names}
    largest = max(names, key=lambda name: abs(change[name]), default="")
    return (change[largest], largest) if largest else (0.0, "")


def _shares_of(row: Row) -> tuple[float, float, float, float]:
    whole = max(count_of(row[4]), 1)
    strict, conditional, relaxed, relaxed_conditional = (count_of(n) for n in row[5:9])
    return (
        strict / whole,
        (strict + conditional) / whole,
        relaxed / whole,
        (relaxed + relaxed_conditional) / whole,
    )


def _family_sensitivity(study: Study, family: str, title: str) -> list[Block]:
    columns = ("position", "name", "field", "is_missing", "loops", *_SETS)
    found = study.database.rows("report_sensitivity", columns, "family = ?", [family])
    verdicts = _verdict_shares(study, family)
    base = verdicts.get(1, {})
    rows: list[Row] = []
    data: list[Row] = []
    drawn: list[ChoiceShares] = []
    for row in found:
        name, loops = str(row[1]), count_of(row[4])
        if row[3]:
            text = f"not available: {row[2]}"
            rows.append((name, None, text, None, None, None, None, None))
            data.append((name, text, None, None, None, None, None, None, None))
        elif loops:
            shares = _shares_of(row)
            change, verdict = _swing(base, verdicts.get(count_of(row[0]), {}))
            swing = f"{change:+.1f}" if row[0] != 1 else None
            rows.append((name, loops, *shares, swing, verdict if swing else None))
            data.append((name, "", loops, *shares, change, verdict))
            drawn.append(ChoiceShares(name, *shares))
    sets = ("strict_decided", "strict_all", "relaxed_decided", "relaxed_all")
    table = Table(
        f"sensitivity_{family}",
        f"The shares of {title} under other choices of what is counted. The last columns name the "
        "verdict whose share changes most against the first row, in percentage points.",
        ("choice", "loops", *sets, "swing", "swing_verdict"),
        rows,
        data=(("choice", "missing", "loops", *sets, "swing_points", "swing_verdict"), data),
    )
    if not drawn:
        return [table]
    caption = f"Headline sets of {title} under other choices; lines mark the headline's own."
    return [Figure(table.name, caption, partial(draw_choices, drawn)), table]


def sensitivity(study: Study) -> Section:
    """What the choices behind the headline are worth."""
    text = Note(
        "Each row counts other loops in the same way: other copies, without teaching material (by "
        "a list of words in the path), fewer notebooks of the large repositories, Python 3 alone, "
        "loops outside of functions, or only what IPython itself would compile (EXACT). Rows whose "
        "facts about repositories are not in the frame say so."
    )
    blocks = [
        block for family, title in FAMILIES for block in _family_sensitivity(study, family, title)
    ]
    return Section("sensitivity", "Sensitivity", [text, *blocks])


def earlier_studies(study: Study) -> Section:
    """Facts of earlier studies beside the same facts here."""
    columns = ("fact", "unit", "theirs", "study", "ours")
    found = study.database.rows("report_earlier", columns)
    rows: list[Row] = []
    for fact, unit, theirs, where, ours in found:
        kind: Kind = "share" if unit == "share" else "count"
        shown = [
            format_value(int(n) if kind == "count" and isinstance(n, int | float) else n, kind)
            for n in (theirs, ours)
        ]
        rows.append((fact, where, *shown))
    table = Table(
        "earlier_studies",
        "Facts that earlier studies of notebooks report, beside the same facts here.",
        ("fact", "study", "theirs", "ours"),
        rows,
        data=(columns, found),
    )
    text = Note(
        "The frames differ (this one was picked by hand and thinned by size), so these numbers are "
        "a check of plausibility, not a replication."
    )
    return Section("earlier", "Beside earlier studies", [text, table])


def raters(_study: Study) -> Section:
    """How to check the verdicts by hand, and what was run to check them."""
    text = Note(
        "autopar-report sample study.db --loops 300 --seed N --output DIR draws loops, stratified "
        "by verdict, into a label sheet that does not show the verdicts, with a guide and a key "
        "that is kept apart. autopar-report agreement A.csv B.csv compares two sheets, or a sheet "
        "with the key: Cohen's kappa with its interval for each dimension, and the confusion "
        "matrix."
    )
    soundness = Note(
        "Verdicts are checked against observed dependences only on code of our own: the sample "
        "notebooks, the programs of the benchmarks and generated loops "
        "(autopar_engine/tests/trace). No notebook of the corpus is executed."
    )
    return Section("raters", "Agreement and soundness", [text, soundness])


def threats(study: Study) -> Section:
    """What a reader has to bear in mind."""
    meta = study.database.rows("report_meta", ("key", "value"))
    undecided = study.database.rows("report_undecided_pythons", ("notebooks", "whole"))[0]
    part = format_value(share(*undecided), "share")
    versions = ", ".join(f"{key} {value}" for key, value in meta)
    items = [
        "Frame. Repositories were not drawn at random; what is found speaks of repositories like "
        "these, and the intervals know nothing of how they were picked.",
        "Time. Each repository was read at one commit. Notebooks that were deleted, renamed or "
        "rewritten before are not seen, and how people write loops changes.",
        "Copies. The headline counts a cell's text once, wherever it stands first; the ladder and "
        "the rows of Sensitivity show what other choices give.",
        "Reading only. No notebook of the corpus was executed: types, shapes, aliases and values "
        "are what the text proves. UNKNOWN means no proof, not a dependence; a conditional verdict "
        "says what a guard would have to find, not how often it does.",
        "Assumed of every loop: that no exception leaves it (inside of try this is not assumed), "
        "and that operators, subscripts, iteration and len have no side effects.",
        "Order of cells. Facts from earlier cells hold if cells ran in document order.",
        f"Python 2. For {part} of the Python notebooks nothing says which Python they are; they "
        "are read as both allow.",
        "Table of effects. Calls are judged by a table of known functions; one that it lacks makes "
        "a loop UNKNOWN, so the shares grow with the table, never the other way.",
        "Static limits. Budgets cut off very large cells and nests; such loops are UNKNOWN with "
        "the reason R_BUDGET.",
        f"Versions. The numbers belong to: {versions or 'a database that names none'}.",
    ]
    return Section("threats", "Threats to validity", [Points(items)])
