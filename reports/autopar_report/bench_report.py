"""The report on a database of autopar-bench, section by section."""

import json
import sqlite3
from functools import partial
from pathlib import Path

from autopar_report.bench_cells import PRESETS, Run, read_run
from autopar_report.bench_claims import paper_section
from autopar_report.bench_roofline import roofline_section
from autopar_report.bench_series import sizes_section, threads_section
from autopar_report.bench_speed import failures_section, speed_section
from autopar_report.bench_standing import numba_section
from autopar_report.bench_starts import starts_section
from autopar_report.database import Database, Row
from autopar_report.interval import ratio_interval
from autopar_report.page import Block, Note, Part, Section
from autopar_report.table import Table

# From here on others disturb a measurement on few processors.
_MOST_FOREIGN_LOAD = 0.2


def _view_table(
    database: Database,
    view: str,
    name: str,
    caption: str,
    columns: tuple[str, ...],
    is_folded: bool = False,
) -> Table:
    return Table(name, caption, columns, database.rows(view, columns), is_folded=is_folded)


def _failures(database: Database) -> Table:
    return _view_table(
        database,
        "report_failures",
        "failures",
        "The same, cell by cell.",
        ("program", "preset", "contender", "measurement", "asked_threads", "status", "message"),
        is_folded=True,
    )


def find_flags(run: Run) -> list[str]:
    """What speaks against relying on the times, one sentence each."""
    flags = []
    if flag := run.environment.get("flag", ""):
        flags.append(f"{flag[0].upper()}{flag[1:]}.")
    loaded = [p for p in run.problems if (p.foreign_load or 0.0) > _MOST_FOREIGN_LOAD]
    if loaded:
        most = max(problem.foreign_load or 0.0 for problem in loaded)
        flags.append(
            f"Other programs kept processors busy while {len(loaded)} of {len(run.problems)} "
            f"problems were measured (up to {most:.1f})."
        )
    if run.environment.get("build", "Release") != "Release":
        flags.append(f"autopar-bench is a build of type {run.environment['build']}.")
    return flags


def find_limits(run: Run) -> list[str]:
    """What a reader of the times has to bear in mind, one sentence each."""
    limits = _unstable(run)
    if "left_out" in run.environment:
        limits.append(f"Left out were {run.environment['left_out']}.")
    return limits


def _unstable(run: Run) -> list[str]:
    """Points of series apart: they are repeated so rarely that their intervals are wide."""
    timed = [cell for cell in run.cells if cell.samples]
    parts = []
    for place, is_preset in (("at the presets", True), ("of the series of sizes", False)):
        cells = [cell for cell in timed if (cell.preset in PRESETS) == is_preset]
        unstable = sum(cell.is_unstable for cell in cells)
        if unstable:
            parts.append(f"{unstable} of {len(cells)} cells {place}")
    if not parts:
        return []
    return [
        f"The interval of the median is wider than a tenth of it for {' and '.join(parts)}: read "
        "ratios with their intervals."
    ]


def _with_flags(section: Section, run: Run) -> Section:
    flags, limits = find_flags(run), find_limits(run)
    if not flags and not limits:
        return section
    unreliable = ["The times are not to be relied on."] if flags else []
    warning = Note(" ".join([*unreliable, *flags, *limits]), is_warning=True)
    blocks: list[Block] = [warning, *section.blocks]
    return Section(section.name, section.title, blocks)


def _problems(run: Run) -> Table:
    rows: list[Row] = [
        (
            problem.program,
            problem.set_name,
            problem.preset,
            problem.summary,
            ", ".join(f"{name} = {value:,}" for name, value in problem.parameters.items()),
            problem.operations,
            problem.bytes,
            problem.footprint,
            problem.foreign_load,
        )
        for problem in run.problems
    ]
    return Table(
        "problems",
        "The programs, with operations and moved bytes of one call by formulas, the bytes of its "
        "arrays, and "
        "how many processors other programs kept busy meanwhile.",
        (
            "program", "set_name", "preset", "summary", "parameters", "operations", "bytes",
            "footprint", "foreign_load",
        ),
        rows,
        is_folded=True,
    )  # fmt: skip


def _setting(run: Run, database: Database) -> Section:
    environment = _view_table(
        database, "report_environment", "environment", "Machine and software.", ("key", "value")
    )
    runs = _view_table(
        database,
        "report_runs",
        "runs",
        "Runs in the database; this page shows one of them.",
        ("run_id", "suite_version", "threads", "problems", "cells", "shown"),
    )
    return Section("setting", "Programs and machine", [_problems(run), environment, runs])


def _add_ratio_functions(connection: sqlite3.Connection) -> None:
    """ratio_low and ratio_high of two lists of samples, which are JSON; NULL where not known."""

    def end_of_interval(place: int, samples: str | None, of_base: str | None) -> float | None:
        if samples is None or of_base is None:
            return None
        interval = ratio_interval(json.loads(samples), json.loads(of_base))
        return interval[place] if interval else None

    for place, name in enumerate(("ratio_low", "ratio_high")):
        connection.create_function(name, 2, partial(end_of_interval, place), deterministic=True)


def open_bench(path: Path) -> Database:
    """The database at `path` with the views of the report."""
    return Database(path, ["bench.sql"], "repetition", "contender", _add_ratio_functions)


def bench_report(path: Path) -> Part:
    """The report on the database at `path`."""
    database = open_bench(path)
    try:
        run = read_run(database)
        sections = [
            _with_flags(speed_section(run), run),
            numba_section(run),
            failures_section(run, _failures(database)),
            starts_section(run),
            sizes_section(run),
            threads_section(run),
            roofline_section(run),
            paper_section(run),
            _setting(run, database),
        ]
    finally:
        database.close()
    return Part("bench", "Benchmarks", sections)
