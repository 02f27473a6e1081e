"""The report on a database of autopar-bench: one function per section."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

from autopar_report.database import Database, Row
from autopar_report.figures.speed_up import RatioPoint, draw_speed_up
from autopar_report.interval import Interval, ratio_interval
from autopar_report.page import Block, Figure, Note, Part, Section
from autopar_report.table import Table

_BASE = "cpython"
_NUMBA = "numba"
_WARM_COLUMNS = (
    "program",
    "preset",
    "contender",
    "status",
    "device",
    "threads",
    "n",
    "median_ns",
    "over_cpython",
    "cell_id",
)


@dataclass(frozen=True)
class WarmCell:
    """A contender on a problem, with its samples; they are empty if it was not timed."""

    program: str
    preset: str
    contender: str
    status: str
    device: str
    threads: int | None
    median_ns: float | None
    over_cpython: float | None
    samples: Sequence[float]

    @property
    def problem(self) -> str:
        """Program and preset, as one name."""
        return f"{self.program} / {self.preset}"


def warm_cells(database: Database) -> list[WarmCell]:
    """Every cell that was to be timed warm, in the order of the report."""
    samples: dict[int, list[float]] = defaultdict(list)
    for cell_id, call_ns in database.rows("report_samples", ("cell_id", "call_ns")):
        samples[cast(int, cell_id)].append(cast(float, call_ns))
    return [
        WarmCell(
            str(row[0]),
            str(row[1]),
            str(row[2]),
            str(row[3]),
            str(row[4]),
            cast("int | None", row[5]),
            cast("float | None", row[7]),
            cast("float | None", row[8]),
            samples[cast(int, row[9])],
        )
        for row in database.rows("report_warm", _WARM_COLUMNS)
    ]


def _best_numba(cells: Sequence[WarmCell]) -> dict[str, float]:
    """Problem -> least median of the forms of Numba."""
    best: dict[str, float] = {}
    for cell in cells:
        if cell.contender.startswith(_NUMBA) and cell.median_ns is not None:
            best[cell.problem] = min(best.get(cell.problem, math.inf), cell.median_ns)
    return best


def _interval(cell: WarmCell, bases: dict[str, WarmCell]) -> Interval | None:
    base = bases.get(cell.problem)
    if base is None or base is cell:
        return None
    return ratio_interval(base.samples, cell.samples)


def _warm_rows(cells: Sequence[WarmCell]) -> list[Row]:
    bases = {cell.problem: cell for cell in cells if cell.contender == _BASE}
    best = _best_numba(cells)
    rows: list[Row] = []
    for cell in cells:
        low, high = _interval(cell, bases) or (None, None)
        numba = best.get(cell.problem)
        over_numba = None if numba is None or cell.median_ns is None else numba / cell.median_ns
        over_cpython = 1.0 if cell.contender == _BASE and cell.median_ns else cell.over_cpython
        rows.append(
            (
                cell.program,
                cell.preset,
                cell.contender,
                cell.status,
                cell.device or None,
                cell.threads,
                len(cell.samples),
                cell.median_ns,
                over_cpython,
                low,
                high,
                over_numba,
            )
        )
    return rows


def _points(cells: Sequence[WarmCell]) -> list[RatioPoint]:
    bases = {cell.problem: cell for cell in cells if cell.contender == _BASE}
    return [
        RatioPoint(
            cell.problem,
            cell.contender,
            cell.over_cpython,
            _interval(cell, bases),
            cell.status if cell.status in ("wrong", "failed") else "not timed",
        )
        for cell in cells
        if cell.contender != _BASE
    ]


def _mean_rows(cells: Sequence[WarmCell]) -> list[Row]:
    """Means over the problems that every contender was timed on; what is missing is counted."""
    ratios: dict[str, dict[str, float]] = defaultdict(dict)
    listed: dict[str, int] = defaultdict(int)
    for cell in cells:
        if cell.contender != _BASE:
            listed[cell.contender] += 1
            if cell.over_cpython is not None:
                ratios[cell.contender][cell.problem] = cell.over_cpython
    common = set.intersection(*(set(ratios[name]) for name in listed)) if listed else set()
    rows: list[Row] = []
    for name in sorted(listed):
        values = [ratios[name][problem] for problem in sorted(common)]
        geometric = math.exp(sum(map(math.log, values)) / len(values)) if values else None
        harmonic = len(values) / sum(1 / value for value in values) if values else None
        rows.append((name, listed[name], len(ratios[name]), len(values), geometric, harmonic))
    return rows


def _view_table(
    database: Database, view: str, name: str, caption: str, columns: tuple[str, ...]
) -> Table:
    return Table(name, caption, columns, database.rows(view, columns))


def _speed(database: Database) -> Section:
    cells = warm_cells(database)
    points = _points(cells)
    warm = Table(
        "warm",
        "Warm calls. Times are medians of n repetitions; a ratio (\u00d7) above 1 is faster and "
        "has its 95 % interval behind it; of Numba it is the best form.",
        (
            "program",
            "preset",
            "contender",
            "status",
            "device",
            "threads",
            "repetitions",
            "median_ns",
            "over_cpython",
            "ratio_low",
            "ratio_high",
            "over_numba",
        ),
        _warm_rows(cells),
    )
    means = Table(
        "means",
        "Means of the ratio over cpython, for everybody over the same problems: those that every "
        "contender was timed on.",
        ("contender", "problems", "timed", "common", "geometric", "harmonic"),
        _mean_rows(cells),
    )
    blocks: list[Block] = []
    if points:
        caption = (
            "Speed-up of warm calls over CPython on the same machine in the same run. Lines are "
            "95 % bootstrap intervals of the ratio of medians; what was not measured is named."
        )
        blocks.append(Figure("speed_up", caption, partial(draw_speed_up, points, _BASE)))
    return Section("speed", "Speed-up", [*blocks, means, warm])


def _failures(database: Database) -> Section:
    table = _view_table(
        database,
        "report_failures",
        "failures",
        "Not measured, or measured on another device than asked for.",
        ("program", "preset", "contender", "measurement", "status", "message"),
    )
    text = Note(
        "A contender's result is compared with CPython's before anything is timed. wrong: it "
        "differs; failed: it raised; neither is timed. fallback: right, but CPython ran the loops."
    )
    return Section("failures", "Failures", [text, table])


def _cold(database: Database) -> Section:
    table = _view_table(
        database,
        "report_cold",
        "cold",
        "Cold starts: a new process that imports, analyses, compiles and runs once.",
        ("program", "preset", "contender", "status", "median_ns", "beyond_numpy_ns"),
    )
    return Section("cold", "Cold starts", [table])


def _setting(database: Database) -> Section:
    problems = _view_table(
        database,
        "report_problems",
        "problems",
        "The programs, with operations and least bytes of one call.",
        ("program", "preset", "summary", "parameters", "operations", "bytes"),
    )
    environment = _view_table(
        database, "report_environment", "environment", "Machine and software.", ("key", "value")
    )
    runs = _view_table(
        database,
        "report_runs",
        "runs",
        "Runs in the database; this page shows one of them.",
        ("run_id", "suite_version", "problems", "cells", "shown"),
    )
    return Section("setting", "Programs and machine", [problems, environment, runs])


_SECTIONS = (_speed, _failures, _cold, _setting)


def open_bench(path: Path) -> Database:
    """The database at `path` with the views of the report."""
    return Database(path, ["bench.sql"], "repetition")


def bench_report(path: Path) -> Part:
    """The report on the database at `path`."""
    database = open_bench(path)
    try:
        sections = [section(database) for section in _SECTIONS]
    finally:
        database.close()
    return Part("bench", "Benchmarks", sections)
