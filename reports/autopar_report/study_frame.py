"""Sections on what was read: the overview, the flow, files, versions and languages."""

from collections import defaultdict
from functools import partial
from typing import cast

from autopar_report.database import Database, Value
from autopar_report.figures.flow import FlowStep, draw_flow
from autopar_report.page import Block, Figure, Note, Section, Tiles
from autopar_report.table import Table, format_value, share, with_share


def count_of(value: Value) -> int:
    """A count as the database gave it; none is 0."""
    return int(cast(int, value or 0))


def view_table(
    database: Database, view: str, name: str, caption: str, columns: tuple[str, ...]
) -> Table:
    """The named columns of a view, as a table."""
    return Table(name, caption, columns, database.rows(view, columns))


def flow_steps(database: Database) -> list[FlowStep]:
    """The steps of the flow, each with its drops, largest first."""
    drops: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for position, reason, n in database.rows("report_drops", ("position", "reason", "n")):
        drops[count_of(position)].append((str(reason), count_of(n)))
    columns = ("position", "step", "unit", "previous", "kept")
    return [
        FlowStep(
            str(step), str(unit), count_of(previous), count_of(kept), drops[count_of(position)]
        )
        for position, step, unit, previous, kept in database.rows("report_flow", columns)
    ]


def flow_gaps(database: Database) -> list[str]:
    """One sentence for each step whose sum does not close."""
    columns = ("step", "unit", "previous", "kept", "dropped")
    return [
        f"step '{step}' does not close: {count_of(previous):,} came in, {count_of(kept):,} were "
        f"kept and {count_of(dropped):,} dropped with a reason ({unit}s)"
        for step, unit, previous, kept, dropped in database.rows("report_gaps", columns)
    ]


def _tiles(database: Database) -> Tiles:
    counts = ("files", "notebooks", "python_notebooks", "loops", "headline_loops")
    texts = (
        "notebook files",
        "distinct notebooks",
        "of them Python with code",
        "loops",
        "distinct loops in the headline",
    )
    numbers = database.rows("report_totals", counts)[0]
    strict, statements = database.rows("report_totals", ("strict_decided", "statements"))[0]
    return Tiles(
        [
            *((format_value(n, "count"), text) for n, text in zip(numbers, texts, strict=True)),
            (
                format_value(share(strict, statements), "share"),
                "of the for and while loops are STRICT, proven from the text",
            ),
        ]
    )


def overview(database: Database) -> Section:
    """The most important numbers, warnings before anything else, and what was read by what."""
    gaps: list[Block] = [
        Note(f"The flow's sums do not add up, so no number below is to be trusted: {gap}.", True)
        for gap in flow_gaps(database)
    ]
    text = Note(
        "No notebook was run: every verdict is read off the text. The headline counts loops that "
        "were classified, are not trivial, and stand in a cell whose text did not occur before; "
        "copies under .ipynb_checkpoints are left out."
    )
    sources = view_table(
        database,
        "report_sources",
        "sources",
        "What was read.",
        ("name", "files", "archives_damaged"),
    )
    meta = view_table(database, "report_meta", "meta", "What made the database.", ("key", "value"))
    return Section("overview", "Overview", [*gaps, _tiles(database), text, sources, meta])


def flow(database: Database) -> Section:
    """The way from files to classified loops."""
    steps = flow_steps(database)
    figure = Figure(
        "flow",
        "From files to classified loops. The border's colour is the unit; what is dropped at a "
        "step stands to the right with its reasons. Cells are those of Python notebooks.",
        partial(draw_flow, steps),
    )
    closed = all(step.is_closed for step in steps)
    verdict = (
        "Every step closes: what came in is what was kept and what was dropped for a reason."
        if closed
        else "At least one step does not close."
    )
    table = view_table(
        database,
        "report_flow",
        "flow",
        "The steps. Each count is a query of its own.",
        ("step", "unit", "previous", "kept", "dropped"),
    )
    drops = view_table(
        database,
        "report_drops",
        "flow_drops",
        "What was dropped, by reason.",
        ("step", "unit", "reason", "n"),
    )
    return Section("flow", "From files to loops", [figure, Note(verdict, not closed), table, drops])


def files(database: Database) -> Section:
    """What became of each file."""
    status = view_table(
        database,
        "report_file_status",
        "file_status",
        "What became of each file; the example is the first path in order.",
        ("status", "files", "distinct_files", "example"),
    )
    flags = view_table(
        database,
        "report_flags",
        "notebook_flags",
        "Oddities that did not stop the reading, in distinct notebooks.",
        ("flag", "meaning", "notebooks", "example"),
    )
    return Section("files", "Files and damage", [with_share(status, "files"), flags])


def versions(database: Database) -> Section:
    """Versions of the format and of Python, languages, and kinds of cells."""
    formats = view_table(
        database,
        "report_formats",
        "formats",
        "The format's version, by what the cells look like and by what is declared.",
        ("shape", "declared", "notebooks", "strict_ok"),
    )
    languages = view_table(
        database,
        "report_languages",
        "languages",
        "The language.",
        ("language", "notebooks"),
    )
    evidence = view_table(
        database,
        "report_language_evidence",
        "language_evidence",
        "What said which language it is; NONE means that nothing did.",
        ("evidence", "notebooks"),
    )
    pythons = view_table(
        database,
        "report_python_versions",
        "python_versions",
        "The version of Python, and what said so.",
        ("version", "evidence", "notebooks"),
    )
    cells = view_table(
        database,
        "report_cells",
        "cells",
        "Code cells of Python notebooks; damaged ones hold a syntax error.",
        ("kind", "cells", "clean", "damaged", "loops"),
    )
    of_notebooks = [
        with_share(table, "notebooks") for table in (formats, languages, evidence, pythons)
    ]
    return Section(
        "versions", "Versions, languages and cells", [*of_notebooks, with_share(cells, "cells")]
    )
