"""What one run of autopar-bench has measured, as values."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import cast

from autopar_report.database import Database
from autopar_report.interval import Interval, median_interval, ratio_interval

BASE = "cpython"
NUMBA = ("numba_njit", "numba_auto", "numba_prange")
OURS = "autopar"
# XL is there for devices; CPython is not run on it.
TIMED_PRESETS = ("S", "M", "L")
PRESETS = (*TIMED_PRESETS, "XL")
SETS = ("twelve", "extended")
# A program at every preset: tables of wins, losses and means are shown whole.
EVERY_ROW = 200
# A ratio whose interval lies wholly beyond these is a difference.
SLOWER, FASTER = 0.97, 1 / 0.97
UNSTABLE_WIDTH = 0.10


@dataclass(frozen=True)
class Problem:
    """A program at a preset or at a point of its series of sizes."""

    program: str
    set_name: str
    preset: str
    summary: str
    parameters: Mapping[str, int]
    operations: int
    bytes: int
    footprint: int | None
    foreign_load: float | None

    @property
    def is_size(self) -> bool:
        """Whether it is a point of a series."""
        return self.preset not in PRESETS


@dataclass(frozen=True)
class Cell:
    """A contender on a problem. There are no samples if it was not timed."""

    program: str
    preset: str
    contender: str
    measurement: str
    asked_threads: int
    status: str
    message: str
    device: str
    threads: int | None
    is_main: bool
    samples: tuple[float, ...]

    @cached_property
    def median_ns(self) -> float | None:
        """Of one call, or one process."""
        return median(self.samples) if self.samples else None

    @cached_property
    def interval(self) -> Interval | None:
        """Of the median."""
        return median_interval(self.samples)

    @property
    def is_unstable(self) -> bool:
        """Whether the interval of the median is wider than a tenth of it."""
        if self.interval is None or self.median_ns is None:
            return False
        return self.interval[1] - self.interval[0] > UNSTABLE_WIDTH * self.median_ns


@dataclass(frozen=True)
class Ratio:
    """How many times as fast one cell is as another; above 1 is faster."""

    value: float
    interval: Interval | None

    @property
    def word(self) -> str:
        """faster, slower, or even when the interval does not tell."""
        low, high = self.interval or (self.value, self.value)
        if low > FASTER:
            return "faster"
        return "slower" if high < SLOWER else "even"


@dataclass(frozen=True)
class Run:
    """The last run of a database that measured anything.

    absent leads from every contender to why it has no cell, '' if it may have.
    """

    environment: Mapping[str, str]
    absent: Mapping[str, str]
    problems: Sequence[Problem]
    cells: Sequence[Cell]

    @cached_property
    def contenders(self) -> list[str]:
        """Those that have a column, in its place."""
        return list(self.absent)

    @cached_property
    def _index(self) -> dict[tuple[str, str, str, str], Cell]:
        return {
            (cell.program, cell.preset, cell.contender, cell.measurement): cell
            for cell in self.cells
            if cell.is_main
        }

    def cell(self, problem: Problem, contender: str, measurement: str = "warm") -> Cell | None:
        """On the number of threads of the run."""
        return self._index.get((problem.program, problem.preset, contender, measurement))

    def timed(self, problem: Problem, contender: str, measurement: str = "warm") -> Cell | None:
        """The cell if it was right and timed."""
        cell = self.cell(problem, contender, measurement)
        return cell if cell is not None and cell.samples else None

    def ratio(self, problem: Problem, base: Cell | None, contender: str) -> Ratio | None:
        """Times as fast as `base`; nothing unless both were timed."""
        cell = self.timed(problem, contender)
        if cell is None or base is None or cell.median_ns is None or base.median_ns is None:
            return None
        return Ratio(base.median_ns / cell.median_ns, ratio_interval(base.samples, cell.samples))

    def over_cpython(self, problem: Problem, contender: str) -> Ratio | None:
        """Times as fast as CPython."""
        return self.ratio(problem, self.timed(problem, BASE), contender)

    def best_of_numba(self, problem: Problem) -> Cell | None:
        """The form with the least median."""
        return self.best(problem, NUMBA)

    def best(self, problem: Problem, contenders: Sequence[str]) -> Cell | None:
        """The one of them with the least median."""
        timed = [cell for name in contenders if (cell := self.timed(problem, name))]
        return min(timed, key=lambda cell: cell.median_ns or 0.0, default=None)

    def over_numba(self, problem: Problem) -> Ratio | None:
        """How many times as fast autopar is as the best form of Numba."""
        return self.ratio(problem, self.best_of_numba(problem), OURS)

    def of_presets(self, *names: str) -> list[Problem]:
        """The problems at these presets."""
        return [problem for problem in self.problems if problem.preset in names]

    @property
    def largest_preset(self) -> str:
        """At which CPython was timed on as many of the twelve as at any; else on any program."""
        timed = [problem for problem in self.problems if self.timed(problem, BASE)]
        counts = Counter(problem.preset for problem in timed if problem.set_name == SETS[0])
        counts = counts or Counter(problem.preset for problem in timed)
        most = max((counts[preset] for preset in TIMED_PRESETS), default=0)
        return next((p for p in reversed(TIMED_PRESETS) if counts[p] == most > 0), "S")

    def series(self) -> dict[str, list[Problem]]:
        """Program -> the points of its series of sizes, from small to large."""
        points: dict[str, list[Problem]] = defaultdict(list)
        for problem in self.problems:
            if problem.is_size:
                points[problem.program].append(problem)
        return dict(points)


def describe_size(problem: Problem, points: Sequence[Problem]) -> str:
    """The parameters that grow in the series: "rows = columns = 17"."""
    grown: dict[int, list[str]] = defaultdict(list)
    for name, value in problem.parameters.items():
        if len({point.parameters[name] for point in points}) > 1:
            grown[value].append(name)
    return ", ".join(f"{' = '.join(names)} = {value:,}" for value, names in grown.items())


def _read_problems(database: Database) -> list[Problem]:
    columns = (
        "program", "set_name", "preset", "summary", "parameters", "operations", "bytes",
        "footprint", "foreign_load",
    )  # fmt: skip
    return [
        Problem(
            str(row[0]),
            str(row[1]),
            str(row[2]),
            str(row[3]),
            json.loads(str(row[4])),
            cast(int, row[5]),
            cast(int, row[6]),
            cast("int | None", row[7]),
            cast("float | None", row[8]),
        )
        for row in database.rows("report_problems", columns)
    ]


def _read_cells(database: Database) -> list[Cell]:
    samples: dict[int, list[float]] = defaultdict(list)
    for cell_id, call_ns in database.rows("report_samples", ("cell_id", "call_ns")):
        samples[cast(int, cell_id)].append(cast(float, call_ns))
    columns = (
        "program", "preset", "contender", "measurement", "asked_threads", "status", "message",
        "device", "threads", "is_main", "cell_id",
    )  # fmt: skip
    return [
        Cell(
            str(row[0]),
            str(row[1]),
            str(row[2]),
            str(row[3]),
            cast(int, row[4]),
            str(row[5]),
            str(row[6]),
            str(row[7]),
            cast("int | None", row[8]),
            bool(row[9]),
            tuple(samples[cast(int, row[10])]),
        )
        for row in database.rows("report_cells", columns)
    ]


def read_run(database: Database) -> Run:
    """The run that is to be shown."""
    environment = database.rows("report_environment", ("key", "value"))
    contenders = database.rows("report_contenders", ("name", "absent"))
    return Run(
        {str(key): str(value) for key, value in environment},
        {str(name): str(absent) for name, absent in contenders},
        _read_problems(database),
        _read_cells(database),
    )
