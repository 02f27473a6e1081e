"""Section of the report on the benchmarks: autopar against CPython and Numba, wins and losses."""

from functools import partial

from autopar_report.bench_cells import (
    BASE,
    EVERY_ROW,
    OURS,
    PRESETS,
    SETS,
    TIMED_PRESETS,
    Problem,
    Ratio,
    Run,
)
from autopar_report.bench_speed import compared
from autopar_report.database import Row
from autopar_report.figures.speed_up import RatioPoint, draw_speed_up, over_scale
from autopar_report.page import Block, Figure, Section
from autopar_report.table import Table

# At XL there is no CPython to compare with.
_NUMBA_PRESETS = PRESETS
_BEST_OF_NUMBA = "the best of Numba"
# By the status of a cell that was timed.
_RAN = {"ok": "compiled", "fallback": "cpython"}


def _figure_over_numba(run: Run, name: str, set_name: str) -> list[Block]:
    points = []
    for problem in run.of_presets(*_NUMBA_PRESETS):
        ratio = run.over_numba(problem)
        if problem.set_name == set_name and ratio is not None:
            points.append(
                RatioPoint(problem.program, problem.preset, ratio.value, ratio.interval, "")
            )
    if not points:
        return []
    caption = (
        "autopar over the best of Numba's three forms (same loops, parallel=True, annotated by "
        "hand), at each preset. To the left of the line autopar loses."
    )
    draw = partial(draw_speed_up, points, over_scale(_BEST_OF_NUMBA), run.largest_preset)
    return [Figure(name, caption, draw)]


def _standing_problems(run: Run, base: str, *presets: str) -> list[Problem]:
    """Those that autopar is compared with `base` on."""
    return run.of_presets(*presets) if base == _BEST_OF_NUMBA else compared(run, *presets)


def _every_problem(run: Run, base: str) -> list[Problem]:
    """Against CPython the points of the series too: no loop may run slower for having autopar."""
    if base == _BEST_OF_NUMBA:
        return _standing_problems(run, base, *_NUMBA_PRESETS)
    return _standing_problems(run, base, *dict.fromkeys(p.preset for p in run.problems))


def _judge_table(run: Run, name: str, caption: str, base: str) -> Table:
    """autopar against `base` for every problem: how it stands, worst first."""
    rows: list[Row] = []
    is_numba = base == _BEST_OF_NUMBA
    for problem in _every_problem(run, base):
        ratio = run.over_numba(problem) if is_numba else run.over_cpython(problem, OURS)
        if ratio is None or ratio.word != "slower":
            continue
        best = run.best_of_numba(problem) if is_numba else run.timed(problem, BASE)
        ours = run.timed(problem, OURS)
        interval = ratio.interval or (None, None)
        rows.append(
            (
                problem.program,
                problem.preset,
                best.contender if best else None,
                best.median_ns if best else None,
                ours.median_ns if ours else None,
                ratio.value,
                *interval,
            )
        )
    rows.sort(key=lambda row: float(row[5] or 0))
    columns = (
        "program", "preset", "against", "their_ns", "our_ns", "ratio", "ratio_low", "ratio_high",
    )  # fmt: skip
    return Table(name, caption, columns, rows, most_rows=EVERY_ROW)


def _verdict(ratio: Ratio | None) -> str:
    """The rule of the table of standings, in words."""
    return "not compared" if ratio is None else ratio.word


def _verdicts(run: Run) -> Table:
    """Program by program: whether the result is CPython's, and whether autopar is not slower."""
    rows: list[Row] = []
    for problem in compared(run, *TIMED_PRESETS):
        cell = run.cell(problem, OURS)
        over_cpython, over_numba = run.over_cpython(problem, OURS), run.over_numba(problem)
        best = run.best_of_numba(problem)
        rows.append(
            (
                problem.program,
                problem.preset,
                "not run" if cell is None else "equal" if cell.samples else cell.status,
                _RAN.get(cell.status) if cell else None,
                over_cpython.value if over_cpython else None,
                *((over_cpython.interval if over_cpython else None) or (None, None)),
                _verdict(over_cpython),
                best.contender if best else None,
                over_numba.value if over_numba else None,
                _verdict(over_numba),
            )
        )
    return Table(
        "verdicts",
        "Every program at S, M and L that CPython was timed on: whether autopar's result is "
        "CPython's bit for bit, what ran its loops, and how it stands to CPython and to the best "
        "of Numba: slower where the 95 % interval of the ratio (from, to; the ratio itself where "
        "there is none) lies wholly below 0.97, faster wholly above 1.03, else even.",
        (
            "program", "preset", "result", "ran", "over_cpython", "ratio_low", "ratio_high",
            "against_cpython", "best_numba", "over_numba", "against_numba",
        ),
        rows,
        most_rows=EVERY_ROW,
    )  # fmt: skip


def _standing(run: Run) -> Table:
    """Faster, even, slower, not timed: against CPython and the best of Numba, by preset."""
    rows: list[Row] = []
    for base in (BASE, _BEST_OF_NUMBA):
        for preset in _NUMBA_PRESETS:
            problems = _standing_problems(run, base, preset)
            if not problems:
                continue
            ratios = [
                run.over_cpython(problem, OURS) if base == BASE else run.over_numba(problem)
                for problem in problems
            ]
            words = [ratio.word for ratio in ratios if ratio is not None]
            counts = [words.count(word) for word in ("faster", "even", "slower")]
            rows.append((base, preset, len(problems), *counts, len(problems) - len(words)))
    return Table(
        "standing",
        "Where autopar stands: a ratio whose 95 % interval lies wholly below 0.97 is slower, "
        "wholly above 1.03 faster. Not compared: one of the two was wrong, failed or has no form.",
        ("against", "preset", "problems", "faster", "even", "slower", "not_compared"),
        rows,
    )


def numba_section(run: Run) -> Section:
    """Against the CPU JIT: wins and losses."""
    blocks: list[Block] = []
    for set_name in SETS:
        suffix = "" if set_name == SETS[0] else f"_{set_name}"
        blocks += _figure_over_numba(run, f"over_numba{suffix}", set_name)
    blocks += [
        _standing(run),
        _verdicts(run),
        _judge_table(
            run, "losses", "Warm calls at the presets where autopar is slower than the best of "
            "Numba, worst first.", _BEST_OF_NUMBA,
        ),
        _judge_table(
            run, "slower_than_cpython", "Warm calls at the presets and along the series of sizes "
            "where autopar is slower than CPython, worst first. New processes are another matter: "
            "see the cold starts.", BASE,
        ),
    ]  # fmt: skip
    return Section("numba", "Against Numba: wins and losses", blocks)
