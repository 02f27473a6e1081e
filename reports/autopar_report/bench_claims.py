"""Section of the report on the benchmarks: what the paper's claims look at, program by program."""

from autopar_report.bench_cells import BASE, OURS, SETS, Problem, Run
from autopar_report.database import Row
from autopar_report.page import Note, Section
from autopar_report.table import Table

_JIT = "numba_njit"
_SERIAL = "autopar_serial"
_DEVICES = ("autopar_opencl", "autopar_cuda")


def _twelve(run: Run) -> list[Problem]:
    return [
        problem
        for problem in run.of_presets(run.largest_preset)
        if problem.set_name == SETS[0] and run.timed(problem, BASE)
    ]


def _row(run: Run, problem: Problem) -> Row:
    over_jit = run.ratio(problem, run.timed(problem, _JIT), OURS)
    interval = over_jit.interval if over_jit else None
    on_one_thread = run.ratio(problem, run.timed(problem, _JIT), _SERIAL)
    ratios = (run.over_cpython(problem, OURS), over_jit, on_one_thread, run.over_numba(problem))
    over_cpython, over_njit, serial_over_njit, over_numba = (
        ratio.value if ratio else None for ratio in ratios
    )
    devices = ["no device" if run.absent.get(name) else None for name in _DEVICES]
    return (
        problem.program, over_cpython, over_njit, *(interval or (None, None)), serial_over_njit,
        over_numba, *devices,
    )  # fmt: skip


def paper_section(run: Run) -> Section:
    """The ratios that results/claims.toml sums up."""
    table = Table(
        "paper",
        f"The twelve at preset {run.largest_preset}: how many times as fast autopar is as CPython, "
        "as the CPU JIT (Numba's njit on the same loops, which has one thread; with the 95 % "
        "interval), autopar on one thread as the same, and autopar as the best of "
        "Numba's three forms. Columns of devices are empty where autopar launches on none.",
        (
            "program", "over_cpython", "over_njit", "ratio_low", "ratio_high", "serial_over_njit",
            "over_numba", *_DEVICES,
        ),
        [_row(run, problem) for problem in _twelve(run)],
    )  # fmt: skip
    note = Note(
        "The paper (its abstract) reports orders of magnitude over the interpreter and up to 50x, "
        "although not consistently, over a CPU JIT, on a GPU and over twelve benchmarks whose "
        "names it did not publish where we could read them. These twelve are ours, on the CPU."
    )
    return Section("paper", "Beside the paper's numbers", [note, table])
