"""Section of the report on the benchmarks: how far programs are from what the machine can do."""

from functools import partial

from autopar_report.bench_cells import OURS, SETS, Cell, Problem, Run
from autopar_report.database import Row
from autopar_report.figures.roofline import Ceilings, RooflinePoint, draw_roofline
from autopar_report.page import Block, Figure, Note, Section
from autopar_report.table import Table


def _ceilings(run: Run) -> Ceilings | None:
    """What a loop in C reached, if it was run."""
    try:
        return Ceilings(
            float(run.environment.get("bandwidth", "")),
            float(run.environment.get("operations", "")),
        )
    except ValueError:
        return None


def _shown(run: Run, problem: Problem) -> list[Cell]:
    cells = (run.timed(problem, OURS), run.best_of_numba(problem))
    return [cell for cell in cells if cell is not None]


def _bound(problem: Problem, ceilings: Ceilings | None) -> float | None:
    """The operations a second that the roof allows."""
    if ceilings is None or not problem.bytes:
        return None
    by_memory = ceilings.bytes_per_second * problem.operations / problem.bytes
    return min(by_memory, ceilings.operations_per_second)


def _rows(run: Run, problems: list[Problem], ceilings: Ceilings | None) -> list[Row]:
    rows: list[Row] = []
    for problem in problems:
        bound = _bound(problem, ceilings)
        for cell in _shown(run, problem):
            seconds = (cell.median_ns or 0.0) / 1e9
            reached = problem.operations / seconds
            rows.append(
                (
                    problem.program,
                    problem.preset,
                    cell.contender,
                    problem.operations / problem.bytes,
                    reached / 1e9,
                    problem.bytes / seconds / 1e9,
                    reached / bound if bound else None,
                )
            )
    return rows


def _problems(run: Run) -> list[Problem]:
    """Of each program the last point of its series, which is beyond the caches; without any series
    the largest preset."""
    last = [points[-1] for points in run.series().values()]
    return [
        problem
        for problem in last or run.of_presets(run.largest_preset)
        if problem.bytes and problem.operations and _shown(run, problem)
    ]


def roofline_section(run: Run) -> Section:
    """Operations a second over operations per byte."""
    title = "Roofline"
    problems = _problems(run)
    ceilings = _ceilings(run)
    blocks: list[Block] = []
    points = [
        RooflinePoint(
            problem.program,
            cell.contender,
            problem.operations / problem.bytes,
            problem.operations / (cell.median_ns or 1.0) * 1e9,
        )
        for problem in problems
        if problem.set_name == SETS[0]
        for cell in _shown(run, problem)
    ]
    if not points:
        return Section("roofline", title, [Note("Nothing was timed that it could be drawn from.")])
    size = "the last size of the series" if run.series() else f"preset {run.largest_preset}"
    caption = (
        f"autopar and the best of Numba at {size}. Operations and bytes are those of the programs' "
        "formulas: bytes are what the sweeps of the loops as written move from and to memory, so "
        "a program whose arrays fit into a cache, or that runs several sweeps over a block in one, "
        "may lie above the slope; operations that depend on the data (mandelbrot) are what it "
        "takes at most, so its point lies too high. The roof is what a loop in C reached on all "
        "threads, without fused operations."
    )
    if ceilings is None:
        caption += " It was not measured in this run."
    blocks.append(Figure("roofline", caption, partial(draw_roofline, points, ceilings)))
    blocks.append(
        Table(
            "roofline",
            "Points of the roofline. A function such as exp counts as one operation.",
            (
                "program", "preset", "contender", "operations_per_byte", "operations_rate",
                "bytes_rate", "of_roof",
            ),
            _rows(run, problems, ceilings),
        )
    )  # fmt: skip
    return Section("roofline", title, blocks)
