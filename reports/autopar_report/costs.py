"""What runs of autopar-analyze cost: a page of its own, since no two runs cost the same."""

from functools import partial
from pathlib import Path
from typing import cast

from autopar_report.database import Database
from autopar_report.figures.durations import draw_durations
from autopar_report.page import Block, Figure, Note, Part, Section
from autopar_report.table import Table, share

_TARGET_SECONDS = 0.2

_TABLES = (
    (
        "cost_runs",
        "Runs. Rates count the contents that a run analysed itself, over its whole time; busy is "
        "CPU time over wall time.",
        ("run_id", "version", "jobs", "exit_code", "wall_seconds", "cpu_seconds", "busy",
         "peak_memory", "files", "contents", "retries", "notebooks_per_second",
         "megabytes_per_second"),
    ),
    (
        "cost_jobs",
        "By number of workers: the best rates of the runs that came to their end, and the most "
        "memory.",
        ("jobs", "runs", "notebooks_per_second", "megabytes_per_second", "peak_memory"),
    ),
    (
        "cost_steps",
        "Steps, each by its clock: WALL is time that passed, CPU processor time of all threads. "
        "Writing and sketches go on while workers analyse, so steps do not add up to the run. "
        "Rates count what the run analysed itself, over the step's time.",
        ("run_id", "step", "seconds", "clock", "notebooks_per_second", "megabytes_per_second"),
    ),
    ("cost_quantiles", "So many took at most so long each.", ("notebooks_part", "seconds")),
    (
        "cost_slowest",
        "The slowest notebooks.",
        ("blob", "status", "size_bytes", "loops", "seconds"),
    ),
    (
        "cost_failures",
        "Contents that ended a working process.",
        ("outcome", "contents", "runs", "example"),
    ),
    (
        "cost_machines",
        "The machines.",
        ("run_id", "machine", "processors", "memory_bytes", "system"),
    ),
)  # fmt: skip


def _crawl(path: Path) -> Section:
    """How often the sources of the crawl at `path` had to be tried."""
    columns = ("state", "sources", "readings", "tries", "most_tries", "last_error")
    database = Database(path, ["crawl_costs.sql"], "source")
    try:
        rows = database.rows("cost_crawl", columns)
    finally:
        database.close()
    caption = (
        "Sources of the crawl by what became of them: how often their reading was begun, how often "
        "each was tried since it was last read to its end, and the first error in order."
    )
    return Section("crawl", "The crawl", [Table("cost_crawl", caption, columns, rows)])


def costs(path: Path, crawl: Path | None = None) -> Part:
    """The costs in the database of runs at `path`, and in that of a crawl."""
    database = Database(path, ["costs.sql"], "notebook_cost")
    try:
        tables = [
            Table(view, caption, columns, database.rows(view, columns))
            for view, caption, columns in _TABLES
        ]
        seconds = [cast(float, row[0]) for row in database.rows("cost_seconds", ("seconds",))]
    finally:
        database.close()
    within = share(sum(value < _TARGET_SECONDS for value in seconds), len(seconds))
    about = Note(
        "Times, memory and machines differ from run to run, so they stand here and nowhere in the "
        f"report. {100 * (within or 0):.2f} % of the notebooks took under {_TARGET_SECONDS} s "
        f"each ({len(seconds):,} analyses)."
    )
    blocks: list[Block] = [about, *tables]
    if seconds:
        draw = partial(draw_durations, seconds, _TARGET_SECONDS)
        caption = "Share of the notebooks whose analysis took at most so long."
        blocks.insert(1, Figure("durations", caption, draw))
    sections = [Section("runs", "Runs", blocks)]
    if crawl is not None:
        sections.append(_crawl(crawl))
    return Part("costs", "What the analysis costs", sections)
