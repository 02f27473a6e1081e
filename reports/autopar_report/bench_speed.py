"""Sections of the report on the benchmarks: how fast warm calls are."""

import math
from collections.abc import Sequence
from functools import partial

from autopar_report.bench_cells import (
    BASE,
    EVERY_ROW,
    NUMBA,
    OURS,
    SETS,
    TIMED_PRESETS,
    Cell,
    Problem,
    Ratio,
    Run,
)
from autopar_report.database import Row
from autopar_report.figures.speed_up import RatioPoint, draw_speed_up, over_scale
from autopar_report.page import Block, Figure, Note, Section, Tiles
from autopar_report.table import Table

_DRAWN = ("numpy", *NUMBA, "autopar_serial", OURS)
_NO_FORM = "no form"


def why_missing(run: Run, problem: Problem, contender: str) -> str:
    """One or two words for a place without a number."""
    if run.absent.get(contender):
        return "no device"
    cell = run.cell(problem, contender)
    if cell is None:
        return _NO_FORM
    return "not timed" if cell.samples else cell.status


def compared(run: Run, *presets: str) -> list[Problem]:
    """The problems that CPython was timed on: the set of every mean."""
    return [problem for problem in run.of_presets(*presets) if run.timed(problem, BASE)]


def _row_name(run: Run, problem: Problem) -> str:
    """The program, with its preset where the largest was not measured."""
    is_usual = problem.preset == run.largest_preset
    return problem.program if is_usual else f"{problem.program} / {problem.preset}"


def _points_over_cpython(run: Run, problems: Sequence[Problem]) -> list[RatioPoint]:
    points = []
    for problem in problems:
        for contender in _DRAWN:
            ratio = run.over_cpython(problem, contender)
            reason = why_missing(run, problem, contender)
            if ratio is None and (reason == _NO_FORM or contender not in run.absent):
                continue
            value, interval = (ratio.value, ratio.interval) if ratio else (None, None)
            row = _row_name(run, problem)
            points.append(RatioPoint(row, contender, value, interval, reason))
    return points


def _figure_over_cpython(run: Run, name: str, problems: Sequence[Problem]) -> list[Block]:
    points = _points_over_cpython(run, problems)
    if not points:
        return []
    caption = (
        f"Warm calls at preset {run.largest_preset}: speed-up over CPython on the same machine in "
        "the same run. Lines are 95 % bootstrap intervals of the ratio of medians; the numbers are "
        "autopar's. What was wrong or failed is named in its row."
    )
    return [Figure(name, caption, partial(draw_speed_up, points, over_scale(BASE), OURS))]


def _tiles(run: Run) -> Tiles:
    problems = compared(run, *TIMED_PRESETS)
    words = [ratio.word for problem in problems if (ratio := run.over_numba(problem)) is not None]
    largest = [p for p in problems if p.preset == run.largest_preset and p.set_name == SETS[0]]
    mean = geometric_mean([_value_or_one(run.over_cpython(p, OURS)) for p in largest])
    return Tiles(
        [
            (
                "\u2013" if mean is None else f"{mean:.3g}\u00d7",
                f"over CPython: geometric mean of the {len(largest)} programs at preset "
                f"{run.largest_preset}",
            ),
            (str(words.count("faster")), "problems faster than the best of Numba"),
            (str(words.count("even")), "about as fast: the interval does not tell"),
            (str(words.count("slower")), "slower than the best of Numba"),
            (str(_count_status(run, "wrong")), "cells with a wrong result"),
            (str(_count_status(run, "failed")), "cells failed: no result"),
        ]
    )


def _count_status(run: Run, status: str) -> int:
    return sum(cell.status == status for cell in run.cells)


def geometric_mean(values: Sequence[float]) -> float | None:
    """Nothing of nothing."""
    return math.exp(sum(map(math.log, values)) / len(values)) if values else None


def harmonic_mean(values: Sequence[float]) -> float | None:
    """Nothing of nothing."""
    return len(values) / sum(1 / value for value in values) if values else None


def _value_or_one(ratio: Ratio | None) -> float:
    """Who is wrong, fails or has no form leaves the user with CPython's loops."""
    return 1.0 if ratio is None else ratio.value


def _over_numba_or_one(run: Run, problem: Problem) -> float:
    """Both sides counted as in the means over CPython."""
    best = run.best_of_numba(problem)
    base = run.over_cpython(problem, best.contender) if best else None
    return _value_or_one(run.over_cpython(problem, OURS)) / _value_or_one(base)


def _main_row(run: Run, problem: Problem, others: Sequence[str]) -> Row:
    base = run.timed(problem, BASE)
    over_numba = run.over_numba(problem)
    interval = over_numba.interval if over_numba else None
    ratios = {name: run.over_cpython(problem, name) for name in (OURS, *others)}
    shown = [
        ratio.value if ratio else why_missing(run, problem, name) for name, ratio in ratios.items()
    ]
    return (
        problem.program,
        base.median_ns if base else None,
        shown[0],
        over_numba.value if over_numba else None,
        *(interval or (None, None)),
        *shown[1:],
    )


def _mean_rows(run: Run, problems: Sequence[Problem], others: Sequence[str]) -> list[Row]:
    rows: list[Row] = []
    for set_name in SETS:
        of_set = [problem for problem in problems if problem.set_name == set_name]
        prefix = "" if set_name == SETS[0] else f"{set_name}: "
        for label, mean in (("geometric", geometric_mean), ("harmonic", harmonic_mean)):
            means = [
                "no device"
                if run.absent.get(name)
                else mean([_value_or_one(run.over_cpython(problem, name)) for problem in of_set])
                for name in (OURS, *others)
            ]
            over_numba = mean([_over_numba_or_one(run, problem) for problem in of_set])
            name = f"{prefix}{label} mean of {len(of_set)}"
            if of_set:
                rows.append((name, None, means[0], over_numba, None, None, *means[1:]))
    return rows


def _main_table(run: Run, preset: str) -> Table:
    others = [name for name in run.contenders if name not in (BASE, OURS)]
    others.sort(key=lambda name: (bool(run.absent[name]), name not in NUMBA, name != "numpy"))
    problems = compared(run, preset)
    rows = [_main_row(run, problem, others) for problem in problems]
    return Table(
        f"table_{preset}",
        f"Preset {preset}: CPython's time, how many times as fast as that each contender is "
        "(median of warm calls), and autopar over the best of Numba with its 95 % interval. In "
        "every mean "
        "what is wrong, failed or has no form counts as 1: the user is left with CPython's loops. "
        "Columns of devices are empty where autopar launches on none.",
        ("program", "base_ns", OURS, "over_numba", "ratio_low", "ratio_high", *others),
        [*rows, *_mean_rows(run, problems, others)],
        is_main=preset == run.largest_preset,
        most_rows=EVERY_ROW,
    )


def _means(run: Run) -> Table:
    rows: list[Row] = []
    for set_name in SETS:
        for preset in reversed(TIMED_PRESETS):
            problems = [p for p in compared(run, preset) if p.set_name == set_name]
            for name in [name for name in run.contenders if problems and name != BASE]:
                if run.absent[name]:
                    rows.append((set_name, preset, name, len(problems), *[None] * 6))
                    continue
                missing = [why_missing(run, p, name) for p in problems if not run.timed(p, name)]
                values = [_value_or_one(run.over_cpython(problem, name)) for problem in problems]
                rows.append(
                    (
                        set_name,
                        preset,
                        name,
                        len(problems),
                        sum(reason != _NO_FORM for reason in missing),
                        missing.count(_NO_FORM),
                        geometric_mean(values),
                        harmonic_mean(values),
                        min(values),
                        max(values),
                    )
                )
    return Table(
        "means",
        "Means of the ratio over CPython, for everybody over the same problems: all that CPython "
        "was timed on. A failure and a missing form count as 1.",
        (
            "set_name", "preset", "contender", "problems", "failures", "no_form", "geometric",
            "harmonic", "least_ratio", "most_ratio",
        ),
        rows,
        most_rows=EVERY_ROW,
    )  # fmt: skip


def speed_section(run: Run) -> Section:
    """Speed-up over CPython, and the main tables."""
    problems = compared(run, run.largest_preset)
    blocks: list[Block] = [_tiles(run)]
    for set_name in SETS:
        of_set = [problem for problem in problems if problem.set_name == set_name]
        suffix = "" if set_name == SETS[0] else f"_{set_name}"
        blocks += _figure_over_cpython(run, f"speed_up{suffix}", of_set)
    presets = [preset for preset in reversed(TIMED_PRESETS) if compared(run, preset)]
    blocks += [_main_table(run, preset) for preset in presets]
    blocks += [_means(run), _warm_table(run)]
    return Section("speed", "Speed-up over CPython", blocks)


def _warm_table(run: Run) -> Table:
    rows: list[Row] = []
    for problem in run.of_presets("S", "M", "L", "XL"):
        for name in run.contenders:
            cell = run.cell(problem, name)
            if cell is None:
                continue
            ratio = run.over_cpython(problem, name)
            low, high = (ratio.interval if ratio else None) or (None, None)
            over = run.ratio(problem, run.best_of_numba(problem), name)
            rows.append(
                (
                    problem.program,
                    problem.preset,
                    name,
                    cell.status,
                    cell.device or None,
                    cell.threads,
                    len(cell.samples),
                    cell.median_ns,
                    *(cell.interval or (None, None)),
                    "unstable" if cell.is_unstable else None,
                    ratio.value if ratio else None,
                    low,
                    high,
                    over.value if over else None,
                )
            )
    return Table(
        "warm",
        "Warm calls, transfers included. Times are medians of n repetitions with their 95 % "
        "interval, unstable where that is wider than a tenth; a ratio (\u00d7) above 1 is faster; "
        "of Numba it is the best form.",
        (
            "program", "preset", "contender", "status", "device", "threads", "repetitions",
            "median_ns", "median_low", "median_high", "stability", "over_cpython", "ratio_low",
            "ratio_high", "over_numba",
        ),
        rows,
        is_folded=True,
    )  # fmt: skip


_BAD = ("wrong", "failed", "fallback")


def _first_message(cells: Sequence[Cell]) -> str:
    """And how many other messages there are."""
    first, *others = dict.fromkeys(cell.message for cell in cells)
    plural = "" if len(others) == 1 else "s"
    return f"{first} (and {len(others)} other message{plural})" if others else first


def _failure_kinds(run: Run) -> Table:
    """One row for what goes wrong alike at several sizes, the worst first."""
    kinds: dict[tuple[str, str, str, str], list[Cell]] = {}
    for status in _BAD:
        for cell in run.cells:
            if cell.status == status:
                key = (status, cell.program, cell.contender, cell.measurement)
                kinds.setdefault(key, []).append(cell)
    rows: list[Row] = [
        (
            *key,
            len(cells),
            ", ".join(dict.fromkeys(cell.preset for cell in cells)),
            _first_message(cells),
        )
        for key, cells in kinds.items()
    ]
    return Table(
        "failure_kinds",
        "What was wrong, failed or was left to CPython, with the message of the first cell and how "
        "many others it has: all stand in the table of failures.",
        ("status", "program", "contender", "measurement", "cells", "presets", "message"),
        rows,
        most_rows=EVERY_ROW,
    )


def failures_section(run: Run, failures: Table) -> Section:
    """What was wrong or failed, and what is measured nowhere."""
    absent = [f"{name}: {reason}" for name, reason in run.absent.items() if reason]
    blocks: list[Block] = [
        Note(
            "A contender's result is compared with CPython's before anything is timed. wrong: it "
            "differs; failed: it raised, crashed or did not come back; neither is timed. fallback: "
            "right and timed, but CPython ran the loops."
        ),
        _failure_kinds(run),
        failures,
    ]
    if absent:
        blocks.append(Note(f"Measured nowhere: {'; '.join(absent)}."))
    return Section("failures", "Failures", blocks)
