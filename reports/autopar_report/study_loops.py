"""Sections on the loops: what there are, their verdicts, the reasons and the headline sets."""

from collections.abc import Mapping, Sequence
from functools import partial

from autopar_report.database import Row, Value
from autopar_report.figures import canvas
from autopar_report.figures.bars import StackedPart, draw_series, draw_stacked
from autopar_report.figures.verdicts import VerdictShare, draw_verdicts
from autopar_report.interval import LEAST_CLUSTERS, ClusterShare
from autopar_report.page import Block, Figure, Note, Section
from autopar_report.study import Study, count_of
from autopar_report.study_shares import FamilyShares
from autopar_report.table import Table, format_value, interval_text, share

FAMILIES = (("statement", "for and while statements"), ("comprehension", "comprehensions"))


def kinds_and_domains(study: Study) -> Section:
    """What loops there are and what they run over."""
    kinds = study.table(
        "report_kinds",
        "loop_kinds",
        "All loops by kind, before copies are taken out. A comprehension counts once for each of "
        "its for clauses.",
        ("kind", "loops", "damaged", "trivial", "in_magics"),
        {"loops": ("kind", "")},
        shared="loops",
    )
    domains = study.table(
        "report_domains",
        "loop_domains",
        "What the headline loops run over.",
        ("domain", "meaning", "statements", "comprehensions"),
        {"statements": ("domain", "statement"), "comprehensions": ("domain", "comprehension")},
        is_folded=True,
    )
    contexts = study.table(
        "report_contexts",
        "loop_contexts",
        "All loops by the scope that they stand in; TOP is outside of functions and classes.",
        ("context", "loops"),
        {"loops": ("scope", "")},
        shared="loops",
    )
    depths = study.table(
        "report_depths",
        "loop_depths",
        "All loops by depth in their nest; 1 is outermost.",
        ("depth", "loops"),
        {"loops": ("depth", "")},
        shared="loops",
        is_folded=True,
    )
    blocks: list[Block] = [kinds]
    if domains.rows:
        titles = [title for _, title in FAMILIES]
        caption = "What the headline loops run over, statements and comprehensions apart."
        blocks.append(series_figure(domains, caption, titles, (2, 3)))
    blocks += [domains, contexts]
    if depths.rows:
        caption = "All loops by depth in their nest; 1 is outermost."
        blocks.append(series_figure(depths, caption, ("loops",), (1,)))
    return Section("loops", "Loops and what they run over", [*blocks, depths])


def series_figure(
    table: Table,
    caption: str,
    titles: Sequence[str],
    positions: Sequence[int],
    unit: str = "loops",
) -> Figure:
    """Bars for the first column of a table, one series for each of `positions`."""
    labels = [str(row[0]) for row in table.rows]
    if "meaning" in table.columns:
        place = table.columns.index("meaning")
        labels = [f"{row[place]}  {row[0]}" for row in table.rows]
    series = [
        (title, [count_of(row[position]) for row in table.rows])
        for title, position in zip(titles, positions, strict=True)
    ]
    return Figure(table.name, caption, partial(draw_series, labels, series, unit))


_SHARE_COLUMNS = (
    "loops", "loop_share", "share_interval", "notebook_share", "notebook_interval",
    "repository_share", "repository_interval",
)  # fmt: skip
_SHARE_DATA = (
    "loops", "whole", "share", "share_low", "share_high", "design_effect", "effective_n",
    "notebooks", "notebook_whole", "notebook_share", "notebook_low", "notebook_high",
    "repositories", "repository_whole", "repository_share", "repository_low", "repository_high",
)  # fmt: skip
_VIEW_COLUMNS = (
    "verdict", "headline", "loops", "whole", "notebooks", "notebook_whole", "repositories",
    "repository_whole",
)  # fmt: skip


def _interval_text(clusters: int) -> str:
    if clusters >= LEAST_CLUSTERS:
        return f"Lines: 95 % intervals over {clusters:,} clusters of repositories."
    return f"Intervals need at least {LEAST_CLUSTERS} repositories; there are {clusters:,}."


def _share_cells(row: Row, shares: FamilyShares) -> tuple[Row, Row]:
    """For a row of report_verdicts the cells of the page, and those of the CSV file."""
    label = str(row[0])
    shown: list[Value] = [row[2]]
    data: list[Value] = []
    for position, found in ((2, shares.loops), (4, shares.notebooks), (6, shares.repositories)):
        part, whole = row[position], row[position + 1]
        known = found.get(label)
        shown += [share(part, whole), interval_text(known.accelerated if known else None)]
        interval = known.percentile if known else None
        data += [part, whole, share(part, whole), *(interval or (None, None))]
        if position == 2:
            data += _precision(known)
    return tuple(shown), tuple(data)


def _precision(known: ClusterShare | None) -> tuple[float | None, float | None]:
    return (known.design_effect, known.effective_n) if known else (None, None)


def _verdict_table(study: Study, family: str, title: str, shares: FamilyShares) -> Table:
    found = study.database.rows("report_verdicts", _VIEW_COLUMNS, "family = ?", [family])
    found = [row for row in found if row[3]]
    cells = [_share_cells(row, shares) for row in found]
    rows = [(*row[:2], *shown) for row, (shown, _) in zip(found, cells, strict=True)]
    return Table(
        f"verdicts_{family}",
        f"Verdicts of {title}, each distinct loop once. Behind each share stands its 95 % "
        "interval. Notebooks and repositories are those with at least one such loop, of all with "
        "Python code.",
        ("verdict", "headline", *_SHARE_COLUMNS),
        rows,
        study.examples.links(rows, {"loops": ("verdict", family)}),
        (
            ("verdict", "headline", *_SHARE_DATA),
            [(*row[:2], *data) for row, (_, data) in zip(found, cells, strict=True)],
        ),
        is_main=True,
    )


def _set_table(study: Study, family: str, title: str, shares: FamilyShares) -> Table:
    found = study.database.rows("report_sets", _VIEW_COLUMNS, "family = ?", [family])
    found = [row for row in found if row[3]]
    cells = [_share_cells(row, shares) for row in found]
    return Table(
        f"sets_{family}",
        f"The headline sets of {title} in the same way.",
        ("set", *_SHARE_COLUMNS),
        [(row[0], *shown) for row, (shown, _) in zip(found, cells, strict=True)],
        data=(
            ("headline", *_SHARE_DATA),
            [(row[0], *data) for row, (_, data) in zip(found, cells, strict=True)],
        ),
        is_main=True,
    )


def _precision_table(study: Study, shares: Mapping[str, FamilyShares]) -> Table:
    rows: list[Row] = []
    for family, of_family in shares.items():
        found = study.database.rows("report_sets", ("verdict",), "family = ?", [family])
        for (name,) in found:
            known = of_family.loops.get(str(name))
            if known and known.design_effect and known.effective_n:
                effect, number = known.design_effect, round(known.effective_n)
                rows.append((family, name, known.whole, known.share, effect, number))
    return Table(
        "precision",
        "How much these shares say. The design effect is how many times the variance of the share "
        "is that of as many independent loops; so many of those would tell as much.",
        ("family", "set", "loops", "share", "design_effect", "effective_n"),
        rows,
    )


def _family_verdicts(study: Study, found: FamilyShares, family: str, title: str) -> list[Block]:
    table = _verdict_table(study, family, title, found)
    if not table.rows:
        return [table]
    bars = [
        VerdictShare(
            str(row[0]),
            str(row[1]),
            float(row[3] or 0),
            float(row[5] or 0),
            known.accelerated if (known := found.loops.get(str(row[0]))) else None,
        )
        for row in table.rows
    ]
    caption = (
        f"Verdicts of {title}. Left: share of the distinct loops; right: share of the Python "
        "notebooks with at least one such loop. REDUCE and HISTO are STRICT on integers and "
        f"RELAXED otherwise. {_interval_text(found.clusters)}"
    )
    figure = Figure(table.name, caption, partial(draw_verdicts, bars))
    return [figure, table, _set_table(study, family, title, found)]


def verdicts(study: Study) -> Section:
    """The main table and its figure, for statements and for comprehensions."""
    text = Note(
        "A verdict says how the iterations of a loop hang together: DOALL, for instance, that none "
        "touches what another one writes; docs/verdicts.md has them all. Intervals are bootstraps "
        "over clusters of repositories, not over loops, since loops of one author are alike: 2,000 "
        "draws, corrected for bias and skewness (BCa) here, percentiles in the CSV files. "
        "Repositories that share a notebook, or nearly (L2, L4), are one cluster. They speak of "
        "repositories like these, not of all there are."
    )
    meanings = study.table(
        "report_verdict_meanings",
        "verdict_meanings",
        "What the verdicts say.",
        ("verdict", "headline", "meaning"),
    )
    blocks = [
        block
        for family, title in FAMILIES
        for block in _family_verdicts(study, study.shares[family], family, title)
    ]
    counts = study.database.rows("report_counts", _COUNT_COLUMNS)
    tidy = Table(
        "raw_counts",
        "Raw counts of the headline loops by everything above, for tables of your own.",
        _COUNT_COLUMNS,
        counts,
        data=(_COUNT_COLUMNS, counts),
        is_folded=True,
    )
    return Section(
        "verdicts",
        "Verdicts",
        [text, meanings, *blocks, _precision_table(study, study.shares), tidy],
    )


_COUNT_COLUMNS = (
    "family", "kind", "verdict", "verdict_if_guarded", "stage", "primary_reason", "headline",
    "decision", "loops",
)  # fmt: skip


def reasons(study: Study) -> Section:
    """Why loops may not run in parallel."""
    whole = study.database.rows("report_reason_whole", ("n",))[0][0]
    columns = ("reason", "meaning", "first_reason", "any_reason")
    rows = [
        (reason, meaning, first, share(first, whole), anywhere)
        for reason, meaning, first, anywhere in study.database.rows("report_reasons", columns)
        if anywhere
    ]
    links = {"first_reason": ("first reason", ""), "any_reason": ("any reason", "")}
    table = Table(
        "reasons",
        "Reasons against running headline loops in parallel; shares are of the loops with one.",
        ("reason", "meaning", "first_reason", "share", "any_reason"),
        rows,
        study.examples.links(rows, links),
        is_main=True,
        is_folded=True,
    )
    sole = study.table(
        "report_sole_reasons",
        "sole_reasons",
        "The one thing that is missing: headline loops for which the removal of this reason alone "
        "would give a parallel verdict, or another one of the headline sets.",
        ("reason", "meaning", "loops"),
        {"loops": ("sole reason", "")},
        shared="loops",
        is_folded=True,
    )
    blocks: list[Block] = [sole]
    if sole.rows:
        caption = "Headline loops that one reason alone keeps from running in parallel."
        blocks.insert(0, series_figure(sole, caption, ("loops",), (2,)))
    text = Note(
        "First the loops that one reason alone keeps from running in parallel: what a better "
        "analysis would have to settle. A loop may have several reasons; the first one is the "
        "first in the taxonomy's order. Reasons stand with UNKNOWN, SEQ, ORDERED_IO and RNG_STREAM."
    )
    if not rows:
        return Section("reasons", "Reasons against", [text, *blocks, table])
    caption = f"Reasons of the {format_value(whole, 'count')} headline loops that have one."
    figure = series_figure(table, caption, ("the first reason", "among the reasons"), (2, 4))
    return Section("reasons", "Reasons against", [text, *blocks, figure, table])


def headline(study: Study) -> Section:
    """The headline sets, and how far they are decided."""
    columns = ("headline", "family", "decided", "conditional", "neither", "whole")
    rows = study.database.rows("report_headline", columns)
    table = Table(
        "headline",
        "The headline sets; RELAXED contains STRICT.",
        (
            "headline",
            "family",
            "decided",
            "decided_share",
            "conditional",
            "conditional_share",
            "neither",
            "neither_share",
        ),
        [(*row[:2], *(cell for n in row[2:5] for cell in (n, share(n, row[5])))) for row in rows],
        {
            (number, column): anchor
            for number, row in enumerate(rows)
            for column, value in (("decided", "DECIDED"), ("conditional", "CONDITIONAL"))
            if (anchor := study.examples.anchor("headline", str(row[1]), f"{row[0]} {value}"))
        },
        is_main=True,
    )
    text = Note(
        "STRICT: DOALL, DOALL_PRIV, COLLECT, SEARCH, and REDUCE and HISTO on integers: any order "
        "of iterations gives the same bits. RELAXED adds REDUCE and HISTO on floats, SCAN, DOANY "
        "and RNG_STREAM. Decided: proven from the text. Conditional: the verdict holds if a guard "
        "does, which only a run can tell. Neither: of no such verdict, or UNKNOWN whatever a guard "
        "says."
    )
    if not rows:
        return Section("headline", "How many loops are parallel", [text, table])
    styles = (
        ("decided", canvas.BLUE, ""),
        ("conditional", canvas.ORANGE, "///"),
        ("neither", canvas.GREY, ""),
    )
    parts = [
        StackedPart(name, colour, hatch, [count_of(row[position]) for row in rows])
        for position, (name, colour, hatch) in enumerate(styles, start=2)
    ]
    labels = [f"{row[0]}, {row[1]}s" for row in rows]
    caption = "How many loops belong to the headline sets, and how far that is decided."
    figure = Figure("headline", caption, partial(draw_stacked, labels, parts))
    return Section("headline", "How many loops are parallel", [text, figure, table])
