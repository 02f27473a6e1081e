"""Sections on what was read: the overview, the flow, the frame, copies, files and versions."""

from collections import defaultdict
from dataclasses import replace
from functools import partial

from autopar_report.database import Database
from autopar_report.figures.bars import draw_series
from autopar_report.figures.flow import FlowStep, draw_flow
from autopar_report.page import Block, Figure, Note, Points, Section, Tiles
from autopar_report.study import Study, count_of
from autopar_report.table import Table, format_value, interval_text, share

_TITLES = {"statement": "for and while statements", "comprehension": "comprehensions"}


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


def repository_gaps(database: Database) -> list[str]:
    """The same for the steps of the repositories."""
    columns = ("step", "previous", "kept", "dropped")
    return [
        f"step '{step}' of the repositories does not close: {count_of(previous):,} came in, "
        f"{count_of(kept):,} were kept and {count_of(dropped):,} dropped with a reason"
        for step, previous, kept, dropped in database.rows("report_repository_flow", columns)
        if count_of(previous) != count_of(kept) + count_of(dropped)
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
    counts = ("files", "notebooks", "python_notebooks", "loops", "statements", "comprehensions")
    texts = (
        "notebook files",
        "distinct notebooks",
        "of them Python with code",
        "loops in them",
        "distinct for and while statements",
        "distinct comprehensions",
    )
    numbers = database.rows("report_totals", counts)[0]
    return Tiles([(format_value(n, "count"), text) for n, text in zip(numbers, texts, strict=True)])


def _percent(part: object, whole: object) -> str:
    value = share(part, whole) if isinstance(part, int) and isinstance(whole, int) else None
    return format_value(value, "share")


def _of_set(study: Study, family: str, name: str) -> str:
    """The share of a headline set, with its interval where there is one."""
    known = study.shares[family].loops.get(name)
    text = _percent(known.part if known else 0, known.whole if known else 1)
    interval = interval_text(known.accelerated if known else None)
    return f"{text} (95 % interval {interval})" if interval else text


def _of_family(study: Study, family: str, title: str, whole: int) -> str:
    decided, either, relaxed = (
        _of_set(study, family, name)
        for name in (
            "STRICT decided",
            "STRICT decided or conditional",
            "RELAXED decided or conditional",
        )
    )
    return (
        f"Of {whole:,} distinct {title}, {decided} are proven to be parallel from the text alone. "
        "With those that are parallel if a condition holds that is looked at when the loop is "
        f"reached, it is {either}. With reductions of floats, scans, commuting updates and random "
        "numbers, where results may differ in rounding or in the numbers drawn, it is "
        f"{relaxed}."
    )


def _in_short(study: Study) -> list[Block]:
    database = study.database
    totals = database.rows("report_totals", ("statements", "comprehensions"))[0]
    items = [
        _of_family(study, family, title, count_of(whole))
        for (family, title), whole in zip(_TITLES.items(), totals, strict=True)
        if whole
    ]
    sole = database.rows("report_sole_reasons", ("reason", "meaning", "loops"))
    if sole:
        loops = sum(count_of(row[2]) for row in sole)
        items.append(
            f"For {loops:,} loops one thing alone stands against it, most often {sole[0][1]} "
            f"({sole[0][0]}): {count_of(sole[0][2]):,} of them."
        )
    reasons = database.rows("report_reasons", ("reason", "meaning", "first_reason"))
    whole = database.rows("report_reason_whole", ("n",))[0][0]
    if reasons and whole:
        first = reasons[0]
        items.append(
            f"What most often stands first among the reasons against: {first[1]} ({first[0]}), in "
            f"{_percent(first[2], whole)} of the {whole:,} loops with a reason."
        )
    return [Points(items)] if items else []


def overview(study: Study) -> Section:
    """The most important numbers, warnings before anything else."""
    database = study.database
    gaps: list[Block] = [
        Note(f"The flow's sums do not add up, so no number below is to be trusted: {gap}.", True)
        for gap in flow_gaps(database) + repository_gaps(database)
    ]
    text = Note(
        "How parallel are the loops that people write in notebooks? Every loop was read by the "
        "analysis that a just-in-time compiler would start from; no notebook was run. Copies count "
        "once: unless a table says otherwise it counts loops that could be classified, that are "
        "more than a formality, and whose cell has a text that no earlier cell has. They are "
        "called the headline loops below. A number that is a link leads to some of the loops "
        "behind it."
    )
    return Section("overview", "In short", [*gaps, text, _tiles(database), *_in_short(study)])


def flow(study: Study) -> Section:
    """The way from repositories and files to classified loops."""
    steps = flow_steps(study.database)
    figure = Figure(
        "flow",
        "From files to classified loops. The border's colour is the unit; what is dropped at a "
        "step stands to the right with its reasons. Cells are those of Python notebooks.",
        partial(draw_flow, steps),
    )
    closed = all(step.is_closed for step in steps) and not repository_gaps(study.database)
    verdict = (
        "Every step closes: what came in is what was kept and what was dropped for a reason."
        if closed
        else "At least one step does not close."
    )
    repositories = study.table(
        "report_repository_flow",
        "repository_flow",
        "The repositories, from those that are listed or that files lie in.",
        ("step", "previous", "kept", "dropped", "reasons"),
    )
    table = study.table(
        "report_flow",
        "flow",
        "The steps. Each count is a query of its own.",
        ("step", "unit", "previous", "kept", "dropped"),
    )
    drops = study.table(
        "report_drops",
        "flow_drops",
        "What was dropped, by reason.",
        ("step", "unit", "reason", "n"),
        is_folded=True,
    )
    contents: list[Block] = [figure, Note(verdict, not closed), repositories, table, drops]
    return Section("flow", "From files to loops", contents)


def frame(study: Study) -> Section:
    """Where the notebooks come from, and what read them."""
    facts = study.table(
        "report_frame_facts",
        "frame",
        "How the notebooks were chosen; the hashes name the lists that say which they are.",
        ("fact", "said"),
    )
    licences = study.table(
        "report_licences",
        "licences",
        "Licences of the repositories.",
        ("licence", "repositories", "notebooks", "headline_loops"),
    )
    repositories = study.table(
        "report_repositories",
        "repositories",
        "The repositories.",
        (
            "repository",
            "commit_name",
            "licence",
            "notebooks_there",
            "files",
            "notebooks",
            "headline_loops",
        ),
        is_folded=True,
    )
    concentration = study.table(
        "report_concentration",
        "concentration",
        "How many of the distinct notebooks the largest repositories hold.",
        ("part_name", "repositories", "notebooks", "whole"),
    )
    sources = study.table(
        "report_sources",
        "sources",
        "What was given to autopar-analyze.",
        ("name", "files", "archives_damaged"),
    )
    meta = study.table("report_meta", "meta", "What made the database.", ("key", "value"))
    missing: list[Block] = []
    if not facts.rows:
        missing = [
            Note(
                "No description of the frame was given (autopar-report study --frame), so commits "
                "and licences are not known."
            )
        ]
    contents = [*missing, facts, licences, concentration, sources, meta, repositories]
    return Section("frame", "Where the notebooks come from", contents)


def copies(study: Study) -> Section:
    """The ladder of copies."""
    columns = ("name", "unit", "same", "items", "distinct_items", "removed")
    found = study.database.rows("report_ladder", columns)
    labels = [f"{row[0]} {row[1]}" for row in found]
    table = Table(
        "ladder",
        "What is taken for the same at each level, and what that removes.",
        ("level", *columns[2:], "removed_share"),
        [
            (label, *row[2:], share(row[5], row[3]))
            for label, row in zip(labels, found, strict=True)
        ],
        is_main=True,
    )
    sizes = ("pairs_of_copies", "to_nine", "to_99", "over_99", "largest")
    tail = Table(
        "ladder_groups",
        "Groups of equal items by their size.",
        ("level", *sizes),
        [
            (label, *row)
            for label, row in zip(labels, study.database.rows("report_ladder", sizes), strict=True)
        ],
    )
    series = [
        ("distinct", [count_of(row[4]) for row in found]),
        ("removed as copies", [count_of(row[5]) for row in found]),
    ]
    figure = Figure(
        "ladder",
        "Distinct items and copies at each level of the ladder.",
        partial(draw_series, labels, series, "items of the level's unit"),
    )
    text = Note(
        "Notebooks are copied whole and in parts, so what counts as one matters. The headline "
        "counts loops of each distinct cell once (L3). How the shares change with this choice "
        "stands under Sensitivity."
    )
    return Section("copies", "Copies", [text, figure, table, tail])


def files(study: Study) -> Section:
    """What became of each file, and what could not be read."""
    status = study.table(
        "report_file_status",
        "file_status",
        "What became of each file; the example is the first path in order.",
        ("status", "files", "distinct_files", "example"),
        shared="files",
    )
    failures = study.table(
        "report_failures",
        "failures",
        "Contents that gave no cells, by the version of the format that they declare.",
        ("status", "declared", "notebooks", "example"),
    )
    syntax = study.table(
        "report_syntax_errors",
        "syntax_errors",
        "Cells and notebooks with a syntax error, by version of the format and of Python.",
        ("shape", "version", "cells", "damaged", "notebooks", "damaged_notebooks"),
    )
    flags = study.table(
        "report_flags",
        "notebook_flags",
        "Oddities that did not stop the reading, in distinct notebooks.",
        ("flag", "meaning", "notebooks", "example"),
        is_folded=True,
    )
    contents = [status, failures, syntax, _failures_by_year(study), flags]
    return Section("files", "What could not be read", contents)


def _failures_by_year(study: Study) -> Block:
    if not study.database.rows("frame_field", ("name",), "name = 'created'"):
        return Note(
            "What could not be read, by year: not available: created. The files do not say when "
            "they were made, and the frame not when their repositories were."
        )
    return study.table(
        "report_failures_by_year",
        "failures_by_year",
        "What could not be read, by the year in which the repository was made where the content "
        "stands first: the files themselves do not say when they were made.",
        ("year", "notebooks", "failed_notebooks", "cells", "damaged"),
    )


def versions(study: Study) -> Section:
    """Versions of the format and of Python, languages, and kinds of cells."""
    formats = study.table(
        "report_formats",
        "formats",
        "The format's version, by what the cells look like and by what is declared.",
        ("shape", "declared", "notebooks", "strict_ok"),
        shared="notebooks",
    )
    languages = study.table(
        "report_languages",
        "languages",
        "The language.",
        ("language", "notebooks"),
        shared="notebooks",
    )
    languages = replace(languages, most_rows=8)
    evidence = study.table(
        "report_language_evidence",
        "language_evidence",
        "What said which language it is; NONE means that nothing did.",
        ("evidence", "notebooks"),
        shared="notebooks",
    )
    kernels = study.table(
        "report_kernels",
        "kernels",
        "The kernels that the notebooks name.",
        ("kernel", "notebooks"),
        shared="notebooks",
        is_folded=True,
    )
    pythons = study.table(
        "report_python_versions",
        "python_versions",
        "The version of Python, and what said so; undecided where nothing did.",
        ("version", "evidence", "notebooks"),
        shared="notebooks",
    )
    order = study.table(
        "report_order",
        "order_evidence",
        "Whether the execution counts grow from cell to cell: MONOTONE, PERMUTED if not, NONE if "
        "there are none. Facts from earlier cells assume that cells ran in the order of the "
        "document.",
        ("evidence", "notebooks"),
        shared="notebooks",
    )
    cells = study.table(
        "report_cells",
        "cells",
        "Code cells of Python notebooks; damaged ones hold a syntax error.",
        ("kind", "cells", "clean", "damaged", "loops"),
        shared="cells",
    )
    contents = [formats, languages, evidence, kernels, pythons, order, cells]
    return Section("versions", "Formats, languages and cells", contents)
