"""Sections of the report on the benchmarks: scaling with size and with threads."""

import math
import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

from autopar_report.bench_cells import (
    BASE,
    OURS,
    SETS,
    Cell,
    Problem,
    Run,
    describe_size,
)
from autopar_report.database import Row
from autopar_report.figures.series import Line, Panel, draw_sizes, draw_threads
from autopar_report.page import Block, Figure, Note, Section
from autopar_report.table import Table

_DRAWN = ("cpython", "numba_njit", "numba_prange", "autopar_serial", "autopar")
_CACHES = (("L1", "cache_l1d"), ("L2", "cache_l2"), ("L3", "cache_l3"))
_SERIAL = "autopar_serial"
_ALL_THREADS = "autopar_cpu"
_DEVICES = ("autopar_opencl", "autopar_cuda")


def _set_of(run: Run, program: str) -> str:
    return next(problem.set_name for problem in run.problems if problem.program == program)


def _cache_sizes(run: Run) -> list[tuple[str, int]]:
    """(name, bytes), of those that the environment knows."""
    sizes = []
    for name, key in _CACHES:
        found = re.fullmatch(r"(\d+)K", run.environment.get(key, ""))
        if found:
            sizes.append((name, 1024 * int(found[1])))
    return sizes


def _size_panel(run: Run, program: str, points: Sequence[Problem]) -> Panel:
    lines = []
    for contender in _DRAWN:
        places = [
            (float(problem.footprint), cell.median_ns / problem.operations)
            for problem in points
            if problem.footprint and problem.operations
            if (cell := run.timed(problem, contender)) and cell.median_ns is not None
        ]
        if places:
            lines.append(Line(contender, places))
    ends = (describe_size(points[0], points), describe_size(points[-1], points))
    return Panel(program, lines, ends)


def _size_figures(run: Run) -> list[Block]:
    blocks: list[Block] = []
    for set_name in SETS:
        panels = [
            _size_panel(run, program, points)
            for program, points in run.series().items()
            if _set_of(run, program) == set_name
        ]
        panels = [panel for panel in panels if panel.lines]
        if panels:
            caption = (
                "Time per operation over the bytes of the arrays (both logarithmic): lower is "
                "faster. Nine sizes for each program; CPython ends where a call takes about a "
                "second. Results are compared with those of the reference in C. The other "
                "contenders stand in oracle.csv."
            )
            name = "sizes" if set_name == SETS[0] else f"sizes_{set_name}"
            draw = partial(draw_sizes, panels, _cache_sizes(run))
            blocks.append(Figure(name, caption, draw))
    return blocks


def _compare_along(
    run: Run, points: Sequence[Problem], base: Callable[[Problem], Cell | None]
) -> str:
    """From which size on autopar is surely faster than `base`, wherever both were timed."""
    standing = []
    for problem in points:
        ratio = run.ratio(problem, base(problem), OURS)
        if ratio is not None:
            standing.append((problem, ratio.word == "faster"))
    if not standing:
        return "not compared"
    runs = [(is_faster, list(group)) for is_faster, group in groupby(standing, lambda s: s[1])]
    if len(runs) == 1:
        return "at every size" if runs[0][0] else "at no size"
    last = standing[-1][0]
    return "; ".join(
        _describe_span([problem for problem, _ in group], points, last)
        for is_faster, group in runs
        if is_faster
    )


def _describe_span(span: Sequence[Problem], points: Sequence[Problem], last: Problem) -> str:
    """From its first to its last size, or on to the end."""
    begin, end = describe_size(span[0], points), describe_size(span[-1], points)
    if span[-1] is last:
        return f"from {begin} on"
    return f"at {begin}" if len(span) == 1 else f"{begin} to {end}"


def _crossings(run: Run) -> Table:
    rows: list[Row] = [
        (
            program,
            len(points),
            _compare_along(run, points, lambda problem: run.timed(problem, BASE)),
            _compare_along(run, points, lambda problem: run.timed(problem, _SERIAL)),
            _compare_along(run, points, run.best_of_numba),
        )
        for program, points in run.series().items()
    ]
    return Table(
        "crossings",
        "Crossing points: the sizes of the series at which autopar is faster than CPython, than "
        "itself on one thread, and than the best of Numba, by the interval of the ratio.",
        ("program", "points", "beats_cpython", "beats_serial", "beats_numba"),
        rows,
    )


def _own_ways(run: Run) -> list[str]:
    """What autopar's cost model may choose: leave it to CPython, one thread, all threads, a device.

    Without a device `autopar_cpu` is the same call as `autopar`: another look at the same way.
    """
    devices = [name for name in _DEVICES if not run.absent.get(name, "not asked")]
    all_threads = [_ALL_THREADS] if devices else []
    return [BASE, _SERIAL, *all_threads, *devices, OURS]


def _noise(run: Run, problems: Sequence[Problem]) -> str:
    """How far two looks at the same call lie apart, as a sentence; '' where there are not two."""
    ratios = [run.ratio(problem, run.timed(problem, _ALL_THREADS), OURS) for problem in problems]
    apart = [abs(ratio.value - 1) for ratio in ratios if ratio is not None]
    if not apart or len(_own_ways(run)) > 3:
        return ""
    return (
        f" Without a device {_ALL_THREADS} is the same call as autopar: the two lie "
        f"{100 * sum(apart) / len(apart):.1f} % apart on average, which is what noise does."
    )


def _has_failed(run: Run, problem: Problem) -> bool:
    """Whether autopar was asked and gave no time."""
    return run.cell(problem, OURS) is not None and run.timed(problem, OURS) is None


def _slowdown(run: Run, problem: Problem, among: Sequence[str]) -> float | None:
    """autopar's time over the least of all, less 1; nothing where autopar was not asked.

    Where autopar failed the user is left with CPython's loops: it counts as that, or as the slowest
    of all where CPython was not timed.
    """
    timed = [cell for name in among if (cell := run.timed(problem, name)) and cell.median_ns]
    ours = run.timed(problem, OURS)
    if _has_failed(run, problem):
        slowest = max(timed, key=lambda cell: cell.median_ns or 0.0, default=None)
        ours = run.timed(problem, BASE) or slowest
    if ours is None or ours.median_ns is None or not timed:
        return None
    return ours.median_ns / min(cell.median_ns or math.inf for cell in timed) - 1


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _oracle_cells(run: Run) -> Table:
    """Every contender at every size."""
    names = run.contenders
    rows: list[Row] = []
    for points in run.series().values():
        for problem in points:
            cells = [run.timed(problem, name) for name in names]
            chosen = run.cell(problem, OURS)
            best_own, best = run.best(problem, _own_ways(run)), run.best(problem, names)
            rows.append(
                (
                    problem.program,
                    describe_size(problem, points),
                    *(cell.median_ns if cell else None for cell in cells),
                    f"{chosen.device} x{chosen.threads}" if chosen else None,
                    best_own.contender if best_own else None,
                    _slowdown(run, problem, _own_ways(run)),
                    best.contender if best else None,
                    _slowdown(run, problem, names),
                )
            )
    times = [f"{name}_ns" for name in names]
    columns = (
        "program", "size", *times, "chosen", "best_own", "slowdown_own", "best_of_all",
        "slowdown_all",
    )  # fmt: skip
    return Table(
        "oracle",
        "Every contender at every size, with what autopar chose and how much longer that took than "
        "the best choice.",
        columns,
        rows,
        is_folded=True,
    )


def _oracle_row(run: Run, name: str, problems: Sequence[Problem]) -> Row:
    own = [_slowdown(run, problem, _own_ways(run)) for problem in problems]
    every = [_slowdown(run, problem, run.contenders) for problem in problems]
    known = [value for value in own if value is not None]
    failures = sum(_has_failed(run, problem) for problem in problems)
    worst = max(known) if known else None
    return name, len(known), failures, _mean(own), worst, _mean(every)


def _oracle(run: Run) -> Table:
    series = run.series()
    rows = [_oracle_row(run, program, points) for program, points in series.items()]
    everything = [problem for points in series.values() for problem in points]
    rows.append(_oracle_row(run, "all programs", everything))
    return Table(
        "oracle_means",
        "The cost model against an oracle: by how much autopar is slower than the best of its own "
        "ways (CPython, one thread, its own choice; a device where it launches on one), and than "
        "the best of all contenders; means over the sizes of the series. A failure counts as "
        f"CPython's loops.{_noise(run, everything)} The successor of the paper reports 13.6 % over "
        "360 experiments with a GPU to choose, which is the harder choice.",
        ("program", "experiments", "failures", "slowdown_own", "worst_own", "slowdown_all"),
        rows,
    )


def sizes_section(run: Run) -> Section:
    """Scaling with size, the crossing points, and the oracle."""
    if not run.series():
        note = Note("No series of sizes in this run: autopar-bench --size-series measures it.")
        return Section("sizes", "Scaling with size", [note])
    blocks = [*_size_figures(run), _crossings(run), _oracle(run), _oracle_cells(run)]
    return Section("sizes", "Scaling with size, and the oracle", blocks)


def _thread_cells(run: Run) -> dict[tuple[str, str], list[Cell]]:
    """(program, contender) -> its timed cells, by number of threads; those with at least two."""
    cells: dict[tuple[str, str], dict[int, Cell]] = {}
    asked = {(c.program, c.preset, c.contender) for c in run.cells if not c.is_main}
    for cell in run.cells:
        is_asked = (cell.program, cell.preset, cell.contender) in asked
        if is_asked and cell.measurement == "warm" and cell.samples:
            cells.setdefault((cell.program, cell.contender), {})[cell.asked_threads] = cell
    return {
        key: [counts[count] for count in sorted(counts)]
        for key, counts in cells.items()
        if len(counts) > 1 and 1 in counts
    }


def _thread_table(cells: dict[tuple[str, str], list[Cell]]) -> Table:
    rows: list[Row] = []
    for (program, contender), by_count in cells.items():
        one = by_count[0].median_ns or 0.0
        for cell in by_count:
            times = one / cell.median_ns if cell.median_ns else None
            efficiency = times / cell.asked_threads if times else None
            rows.append(
                (
                    program,
                    contender,
                    cell.asked_threads,
                    cell.threads,
                    cell.median_ns,
                    times,
                    efficiency,
                )
            )
    return Table(
        "threads",
        "Scaling with threads at preset L, by medians.",
        (
            "program", "contender", "asked_threads", "threads", "median_ns", "over_one_thread",
            "efficiency",
        ),
        rows,
    )  # fmt: skip


def threads_section(run: Run) -> Section:
    """Scaling with threads."""
    cells = _thread_cells(run)
    title = "Scaling with threads"
    if not cells:
        note = "No series of threads in this run: autopar-bench --thread-series measures it."
        return Section("threads", title, [Note(note)])
    counts = sorted({cell.asked_threads for by_count in cells.values() for cell in by_count})
    blocks: list[Block] = []
    for set_name in SETS:
        programs = [p for p in dict.fromkeys(p for p, _ in cells) if _set_of(run, p) == set_name]
        panels = []
        for program in programs:
            lines = [
                Line(
                    contender,
                    [
                        (float(cell.asked_threads), one / cell.median_ns)
                        for cell in by_count
                        if cell.median_ns and (one := by_count[0].median_ns or 0.0)
                    ],
                )
                for (name, contender), by_count in cells.items()
                if name == program and contender != "autopar_cpu"
            ]
            panels.append(Panel(program, lines))
        if panels:
            caption = (
                "Speed-up over the same contender on one thread, at preset L. The dashed line is a "
                "speed-up by as many times as there are threads."
            )
            name = "scaling" if set_name == SETS[0] else f"scaling_{set_name}"
            blocks.append(Figure(name, caption, partial(draw_threads, panels, counts)))
    return Section("threads", title, [*blocks, _thread_table(cells)])
