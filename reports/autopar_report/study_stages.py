"""The section on what decides loops: the stages of the analysis and its dependence tests."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate

from autopar_report.database import Database
from autopar_report.figures import canvas
from autopar_report.figures.bars import StackedPart, draw_stacked
from autopar_report.page import Block, Figure, Note, Section
from autopar_report.study import Study, count_of
from autopar_report.study_loops import FAMILIES, series_figure
from autopar_report.table import Table, format_value, share

# Stage, colour and hatch: blue and green are decided from the text, orange may be at run time.
_STAGES = (
    ("SYNTAX", canvas.SKY, ""),
    ("LOOP", canvas.BLUE, ""),
    ("NOTEBOOK", canvas.GREEN, ""),
    ("LIBRARY", canvas.GREEN, "///"),
    ("BOUNDS", canvas.ORANGE, ""),
    ("TYPES", canvas.ORANGE, "///"),
    ("CONTENT", canvas.VERMILION, ""),
    ("NEVER", canvas.GREY, ""),
)


def _stage_sums(database: Database) -> dict[str, dict[str, int]]:
    """Verdict -> stage -> headline loops, in the order of the verdicts."""
    sums: dict[str, dict[str, int]] = {}
    for verdict, stage, n in database.rows("report_stages", ("verdict", "stage", "n")):
        of_verdict = sums.setdefault(str(verdict), defaultdict(int))
        of_verdict[str(stage)] += count_of(n)
    return sums


def _verdict_stages(database: Database) -> list[Block]:
    """The stages of each verdict, drawn and as a table."""
    sums = _stage_sums(database)
    names = [name for name, _, _ in _STAGES]
    table = Table(
        "stages",
        "Headline loops by verdict and stage, statements and comprehensions together.",
        ("verdict", *(name.lower() for name in names), "all"),
        [
            (verdict, *(numbers[name] for name in names), sum(numbers.values()))
            for verdict, numbers in sums.items()
        ],
        is_main=True,
        is_folded=True,
    )
    if not sums:
        return [table]
    parts = [
        StackedPart(name, colour, hatch, _with_sum([n[name] for n in sums.values()]))
        for name, colour, hatch in _STAGES
    ]
    caption = "The stage that decides a loop, or that an UNKNOWN one still needs; in brackets n."
    return [Figure("stages", caption, partial(draw_stacked, ["all", *sums], parts)), table]


def _with_sum(numbers: Sequence[int]) -> list[int]:
    return [sum(numbers), *numbers]


def _stage_table(study: Study) -> Table:
    columns = ("stage", "classified_decided", "classified_needed", "decided", "needed", "guarded")
    rows = [
        (*row[:3], row[3], share(row[3], row[6]), row[4], share(row[4], row[6]), row[5])
        for row in study.database.rows("report_stage_sums", (*columns, "whole"))
    ]
    return Table(
        "stage_sums",
        "Loops by stage: decided there, or UNKNOWN and in need of its facts. The first two columns "
        "count all classified loops, the others headline loops; a guard settles those of the last "
        "column.",
        (*columns[:3], "decided", "decided_share", "needed", "needed_share", "guarded"),
        rows,
        study.examples.links(
            rows, {"decided": ("stage", "decided"), "needed": ("stage", "needed")}
        ),
        is_main=True,
    )


def _gains(study: Study) -> list[Block]:
    """What each stage adds to the parallel loops."""
    columns = ("stage", "statements", "comprehensions", "loops")
    found = study.database.rows("report_stage_gains", columns)
    whole = sum(count_of(row[3]) for row in found)
    so_far = accumulate(count_of(row[3]) for row in found)
    rows = [(*row, share(n, whole)) for row, n in zip(found, so_far, strict=True)]
    table = Table(
        "stage_gains",
        "Loops of RELAXED (which holds STRICT) by the stage that gives the verdict, guards "
        "included, and the share of them that is reached by then.",
        (*columns, "reached"),
        rows,
        is_main=True,
    )
    if not whole:
        return [table]
    caption = "What each stage adds to the parallel loops: headline loops of RELAXED, with guards."
    titles = [title for _, title in FAMILIES]
    return [series_figure(table, caption, titles, (1, 2)), table]


def _guarded_table(study: Study) -> Table:
    table = study.table(
        "report_guarded",
        "guarded",
        "Headline loops that a guard decides at run time.",
        ("stage", "verdict_if_guarded", "loops"),
        shared="loops",
    )
    links = {
        (number, "loops"): anchor
        for number, row in enumerate(table.rows)
        if (anchor := study.examples.anchor("guarded", str(row[0]), row[1]))
    }
    return replace(table, links=links)


_TEST_COLUMNS = (
    "test",
    "applied",
    "independent",
    "dependent",
    "passed_on",
    "gave_up",
    "pairs_independent",
    "pairs_dependent",
    "pairs_unknown",
)


def _test_table(database: Database) -> Table:
    rows = database.rows("report_pair_tests", (*_TEST_COLUMNS, "headline_pairs"))
    whole = sum(count_of(n) for row in rows for n in row[6:9])
    headline_whole = sum(count_of(row[9]) for row in rows)
    return Table(
        "pair_tests",
        "Dependence tests over all classified loops: how often each ran and with what outcome, "
        "then the pairs of accesses that it decided; the last column is of the headline loops.",
        (*_TEST_COLUMNS, "share", "headline_share"),
        [
            (
                *row[:9],
                share(sum(count_of(n) for n in row[6:9]), whole),
                share(count_of(row[9]), headline_whole),
            )
            for row in rows
        ],
        is_folded=True,
    )


def _answer_table(database: Database) -> Table:
    columns = ("answer", "pairs", "headline_pairs")
    rows = database.rows("report_pair_answers", columns)
    wholes = [sum(count_of(row[position]) for row in rows) for position in (1, 2)]
    return Table(
        "pair_answers",
        "Pairs of accesses by answer; the last two columns are of the headline loops.",
        ("answer", "pairs", "share", "headline_pairs", "headline_share"),
        [
            (row[0], row[1], share(row[1], wholes[0]), row[2], share(row[2], wholes[1]))
            for row in rows
        ],
    )


def _pair_tests(database: Database) -> list[Block]:
    """What the dependence tests did, drawn and as tables."""
    tests, answers = _test_table(database), _answer_table(database)
    deciding = [row for row in tests.rows if count_of(row[6]) + count_of(row[7]) > 0]
    if not deciding:
        return [tests, answers]
    unknown = sum(count_of(row[8]) for row in tests.rows)
    figure = series_figure(
        Table("pair_tests", "", tests.columns, deciding),
        "Pairs of accesses by the test that decided them, over all classified loops. No test "
        f"decided {format_value(unknown, 'count')} more.",
        ("the two never meet", "they meet"),
        (6, 7),
        "pairs",
    )
    return [figure, tests, answers]


def stages(study: Study) -> Section:
    """What decides loops: the stages, and the dependence tests that they use."""
    about_stages = Note(
        "SYNTAX, LOOP, NOTEBOOK and LIBRARY are decided from the text. UNKNOWN stands under the "
        "stage whose facts may still decide it: BOUNDS, TYPES and CONTENT need the running "
        "program, NEVER means that none of these would help."
    )
    about_tests = Note(
        "A pair is two accesses of one loop in order, one of which at least writes an element. A "
        "test of one subscript runs once for each equation of a pair, and again for each way in "
        "which its indices may be negative, so that runs are more than pairs; its outcome is that "
        "of the equation. All pairs of two names that are different objects are decided by name. "
        "Loops whose accesses a reduction, a histogram or a private copy explains make no pairs."
    )
    contents = [
        about_stages,
        *_gains(study),
        *_verdict_stages(study.database),
        _stage_table(study),
        _guarded_table(study),
        about_tests,
        *_pair_tests(study.database),
    ]
    return Section("stages", "Stages and tests", contents)
