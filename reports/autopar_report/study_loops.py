"""Sections on the loops: kinds, verdicts, reasons and the headline sets."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from autopar_report.database import Database, Row
from autopar_report.figures import canvas
from autopar_report.figures.bars import StackedPart, draw_series, draw_stacked
from autopar_report.figures.verdicts import VerdictShare, draw_verdicts
from autopar_report.interval import LEAST_CLUSTERS, Interval, linked_clusters, share_intervals
from autopar_report.page import Block, Figure, Note, Section
from autopar_report.study_frame import count_of, view_table
from autopar_report.table import Table, format_value, share, with_share

_FAMILIES = (("statement", "for and while statements"), ("comprehension", "comprehensions"))


def kinds_and_domains(database: Database) -> Section:
    """What loops there are and what they run over."""
    kinds = view_table(
        database,
        "report_kinds",
        "loop_kinds",
        "All loops by kind, before copies are taken out.",
        ("kind", "loops", "damaged", "trivial", "in_magics"),
    )
    domains = view_table(
        database,
        "report_domains",
        "loop_domains",
        "What the headline loops run over.",
        ("domain", "statements", "comprehensions"),
    )
    contexts = view_table(
        database,
        "report_contexts",
        "loop_contexts",
        "All loops by the scope that they stand in.",
        ("context", "loops"),
    )
    depths = view_table(
        database,
        "report_depths",
        "loop_depths",
        "All loops by depth in their nest; 1 is outermost.",
        ("depth", "loops"),
    )
    blocks: list[Block] = [with_share(kinds, "loops")]
    if domains.rows:
        titles = [title for _, title in _FAMILIES]
        caption = "Domains of the headline loops, statements and comprehensions apart."
        blocks.append(series_figure(domains, caption, titles, (1, 2)))
    contents = [*blocks, domains, with_share(contexts, "loops"), with_share(depths, "loops")]
    return Section("loops", "Loops and what they run over", contents)


def series_figure(
    table: Table,
    caption: str,
    titles: Sequence[str],
    positions: Sequence[int],
    unit: str = "loops",
) -> Figure:
    """Bars for the first column of a table, one series for each of `positions`."""
    labels = [str(row[0]) for row in table.rows]
    series = [
        (title, [count_of(row[position]) for row in table.rows])
        for title, position in zip(titles, positions, strict=True)
    ]
    return Figure(table.name, caption, partial(draw_series, labels, series, unit))


def _intervals(database: Database, family: str) -> tuple[dict[str, Interval], int]:
    """Verdict -> interval of its share of the family, and the number of clusters."""
    clusters = linked_clusters(
        (str(blob), str(repository))
        for blob, repository in database.rows("report_places", ("blob", "repository"))
    )
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = database.rows("report_notebook_verdicts", ("family", "blob", "verdict", "n"))
    for row_family, blob, verdict, n in rows:
        if row_family == family and str(blob) in clusters:
            counts[clusters[str(blob)]][str(verdict)] += count_of(n)
    return share_intervals(counts), len(counts)


def _interval_text(intervals: dict[str, Interval], clusters: int) -> str:
    if intervals:
        return f"Lines: 95 % intervals over {clusters:,} clusters of repositories."
    return f"Intervals need at least {LEAST_CLUSTERS} repositories; there are {clusters:,}."


_VERDICT_COLUMNS = (
    "verdict",
    "headline",
    "loops",
    "share",
    "share_low",
    "share_high",
    "notebooks",
    "notebook_share",
    "repository_share",
)


def _verdict_rows(
    database: Database, family: str, intervals: dict[str, Interval]
) -> list[tuple[Row, VerdictShare]]:
    """For each verdict the row of the table and the bar of the figure."""
    rows = database.rows(
        "report_verdicts",
        (
            "family",
            "verdict",
            "headline",
            "loops",
            "whole",
            "notebooks",
            "notebook_whole",
            "repositories",
            "repository_whole",
        ),
    )
    result: list[tuple[Row, VerdictShare]] = []
    for row_family, verdict, headline, loops, whole, notebooks, books, places, all_places in rows:
        if row_family != family or not whole:
            continue
        interval = intervals.get(str(verdict))
        of_loops, of_notebooks = share(loops, whole) or 0.0, share(notebooks, books) or 0.0
        row = (verdict, headline, loops, of_loops, *(interval or (None, None)), notebooks,
               of_notebooks, share(places, all_places))  # fmt: skip
        bar = VerdictShare(str(verdict), str(headline), of_loops, of_notebooks, interval)
        result.append((row, bar))
    return result


def _family_verdicts(database: Database, family: str, title: str) -> list[Block]:
    intervals, clusters = _intervals(database, family)
    rows = _verdict_rows(database, family, intervals)
    name, caption = f"verdicts_{family}", f"Verdicts of {title}, each distinct loop once."
    table = Table(name, caption, _VERDICT_COLUMNS, [row for row, _ in rows])
    if not rows:
        return [table]
    caption = (
        f"Verdicts of {title}. Left: share of the distinct loops; right: share of the Python "
        "notebooks with at least one such loop. REDUCE and HISTO are STRICT on integers and "
        f"RELAXED otherwise. {_interval_text(intervals, clusters)}"
    )
    return [Figure(name, caption, partial(draw_verdicts, [bar for _, bar in rows])), table]


def verdicts(database: Database) -> Section:
    """The main table and its figure, for statements and for comprehensions."""
    text = Note(
        "Intervals are percentile bootstraps over clusters of repositories, 2,000 draws; "
        "repositories that share a notebook are one cluster. They speak of repositories like "
        "these, not of all there are."
    )
    blocks = [
        block for family, title in _FAMILIES for block in _family_verdicts(database, family, title)
    ]
    return Section("verdicts", "Verdicts", [text, *blocks])


def reasons(database: Database) -> Section:
    """Why loops may not run in parallel."""
    whole = database.rows("report_reason_whole", ("n",))[0][0]
    columns = ("reason", "meaning", "first_reason", "any_reason")
    rows = [row for row in database.rows("report_reasons", columns) if row[3]]
    table = Table(
        "reasons",
        "Reasons against running headline loops in parallel; shares are of the loops with one.",
        ("reason", "meaning", "first_reason", "share", "any_reason"),
        [
            (reason, meaning, first, share(first, whole), anywhere)
            for reason, meaning, first, anywhere in rows
        ],
    )
    text = Note(
        "A loop may have several reasons; the first one is the first in the taxonomy's order. "
        "Reasons stand with UNKNOWN, SEQ, ORDERED_IO and RNG_STREAM."
    )
    if not rows:
        return Section("reasons", "Reasons", [text, table])
    caption = f"Reasons of the {format_value(whole, 'count')} headline loops that have one."
    figure = series_figure(table, caption, ("the first reason", "among the reasons"), (2, 4))
    return Section("reasons", "Reasons", [text, figure, table])


def headline(database: Database) -> Section:
    """The headline sets, and how far they are decided."""
    columns = ("headline", "family", "decided", "conditional", "neither", "whole")
    rows = database.rows("report_headline", columns)
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
    )
    text = Note(
        "STRICT: DOALL, DOALL_PRIV, COLLECT, SEARCH, and REDUCE and HISTO on integers. RELAXED "
        "adds REDUCE and HISTO on floats, SCAN, DOANY and RNG_STREAM. Decided: proven from the "
        "text. Conditional: the verdict holds if a guard does, which only a run can tell. Neither: "
        "of no such verdict, or UNKNOWN whatever a guard says."
    )
    if not rows:
        return Section("headline", "Headline", [text, table])
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
    return Section("headline", "Headline", [text, figure, table])
