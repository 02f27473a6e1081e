"""Section of the report on the benchmarks: new processes, with an empty and with a warm cache."""

from functools import partial

from autopar_report.bench_cells import BASE, SETS, Problem, Run
from autopar_report.bench_speed import geometric_mean
from autopar_report.database import Row
from autopar_report.figures.speed_up import RatioPoint, draw_speed_up, time_scale
from autopar_report.page import Block, Figure, Note, Section
from autopar_report.table import Table

NUMPY_ONLY = "numpy_only"
_DRAWN = ("cpython", "numba_njit", "numba_auto", "numba_prange", "autopar")
_WAYS = ("cold", "cached")
_TIMED = ("numba_njit", "numba_auto", "numba_prange", "autopar")


def _started(run: Run) -> list[Problem]:
    return [problem for problem in run.problems if run.cell(problem, NUMPY_ONLY, "cold")]


def _points(run: Run, set_name: str) -> list[RatioPoint]:
    points = []
    for problem in [problem for problem in _started(run) if problem.set_name == set_name]:
        for contender in (NUMPY_ONLY, *_DRAWN):
            for way in _WAYS:
                cell = run.cell(problem, contender, way)
                if cell is not None:
                    series = contender if way == "cold" else f"{contender} cached"
                    points.append(
                        RatioPoint(
                            problem.program, series, cell.median_ns, cell.interval, cell.status
                        )
                    )
    return points


def _figures(run: Run) -> list[Block]:
    blocks: list[Block] = []
    for set_name in SETS:
        points = _points(run, set_name)
        if points:
            caption = (
                "A new process that imports, analyses, compiles and runs once at preset S, from "
                "start to end. Hollow: it finds on disk what an earlier process has compiled. "
                "The bar is a process that imports NumPy and makes the inputs; the numbers are "
                "autopar's with nothing in its cache. Lines are intervals of the median; of three "
                "starts they are the whole range, which holds the median in 75 of 100 cases."
            )
            scale = time_scale("time of the process (logarithmic)")
            name = "cold" if set_name == SETS[0] else f"cold_{set_name}"
            blocks.append(Figure(name, caption, partial(draw_speed_up, points, scale, "autopar")))
    return blocks


def _table(run: Run) -> Table:
    rows: list[Row] = []
    for problem in _started(run):
        base = run.timed(problem, NUMPY_ONLY, "cold")
        for contender in run.contenders:
            for way in _WAYS:
                cell = run.cell(problem, contender, way)
                if cell is None:
                    continue
                beyond = None
                if base and base.median_ns is not None and cell.median_ns is not None:
                    beyond = cell.median_ns - base.median_ns
                rows.append(
                    (
                        problem.program,
                        contender,
                        way,
                        cell.status,
                        len(cell.samples),
                        cell.median_ns,
                        *(cell.interval or (None, None)),
                        beyond,
                    )
                )
    return Table(
        "cold",
        "New processes at preset S: cold compiles, cached finds what an earlier process has "
        "compiled (Numba with cache=True).",
        (
            "program", "contender", "measurement", "status", "repetitions", "median_ns",
            "median_low", "median_high", "beyond_numpy_ns",
        ),
        rows,
        is_folded=True,
    )  # fmt: skip


def _means(run: Run) -> Table:
    """A failure counts as CPython's process: the user is left with that."""
    rows: list[Row] = []
    problems = [p for p in _started(run) if run.timed(p, BASE, "cold")]
    for contender in run.contenders:
        for way in _WAYS:
            cells = [run.cell(problem, contender, way) for problem in problems]
            if run.absent[contender] and way == "cold":
                rows.append((contender, way, len(problems), None, None, None))
            if not any(cells):
                continue
            ratios = [_over_cpython_process(run, p, contender, way) for p in problems]
            failures = sum(cell is not None and not cell.samples for cell in cells)
            no_form = cells.count(None)
            rows.append((contender, way, len(problems), failures, no_form, geometric_mean(ratios)))
    return Table(
        "cold_means",
        "The first run counts too: geometric means of how many times as fast the whole process is "
        "as CPython's, over the same programs for everybody. What failed or has no form counts as "
        "1.",
        ("contender", "measurement", "problems", "failures", "no_form", "geometric"),
        rows,
    )


def _over_cpython_process(run: Run, problem: Problem, contender: str, way: str) -> float:
    base, cell = run.timed(problem, BASE, "cold"), run.timed(problem, contender, way)
    if base is None or cell is None or base.median_ns is None or cell.median_ns is None:
        return 1.0
    return base.median_ns / cell.median_ns


def _four_times(run: Run) -> Table:
    rows: list[Row] = []
    for problem in run.of_presets("S", "M", "L", "XL"):
        for contender in _TIMED:
            cells = [run.timed(problem, contender, way) for way in (*_WAYS, "warm", "kernel")]
            if any(cells):
                times = [cell.median_ns if cell else None for cell in cells]
                rows.append((problem.program, problem.preset, contender, *times))
    return Table(
        "four_times",
        "The four times: a process that compiles, one that finds compiled code on disk, a warm "
        "call with all that belongs to it, and the compiled code alone, which Numba does not tell. "
        "What the call has besides is reading the arguments, the guards, and the copy before a "
        "loop that may have to warn or raise. The two are repeated apart from each other, so noise "
        "may put the part above the whole. Processes are started at preset S.",
        ("program", "preset", "contender", "cold_ns", "cached_ns", "warm_ns", "kernel_ns"),
        rows,
    )


def starts_section(run: Run) -> Section:
    """Cold starts and warm caches."""
    if not _started(run):
        note = Note("No processes were started in this run.")
        return Section("cold", "Cold starts", [note, _four_times(run)])
    blocks = [*_figures(run), _means(run), _four_times(run), _table(run)]
    return Section("cold", "Cold starts, and the four times", blocks)
