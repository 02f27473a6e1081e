"""Who runs the programs: one row each."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from autopar_bench.programs import SIZES, XL, Program, load_module

Function = Callable[..., Any]


@dataclass(frozen=True)
class RanOn:
    """What really ran the loops of the last call.

    device is cpython, cpu or another of autopar's; fallback is why CPython ran them although the
    contender is there to avoid it, '' if it did not. threads is None when not known.
    """

    device: str
    threads: int | None
    fallback: str = ""


def run_always(_program: Program, _preset: str) -> bool:
    return True


def refuse_nothing(_program: Program) -> str:
    return ""


@dataclass(frozen=True)
class Contender:
    """wrap gives what is called in place of a program's function; it imports what it needs.

    ran_on is asked after a call of that. modules have to come from the virtual environment. Who
    promises CPython's bits is held to them; who does not, to the program's tolerance. runs says
    whether there is a cell for a program at a preset at all.

    wrap_cached is wrap for who keeps compiled code on disk from one process to the next.
    set_threads is for who can be told a number of threads in a running process; with threads it is
    always that number. kernel_clock starts and stops a clock that runs while compiled code does,
    in nanoseconds. absent is why somebody is measured nowhere: it has a column, and no cells.
    refusal gives a part of what the exception says that a program is refused with, '' for a
    program that is taken: that exception is a fact about the contender, every other one about the
    run, and so is that it is missing.
    """

    name: str
    modules: tuple[str, ...]
    wrap: Callable[[Program], Function]
    ran_on: Callable[[Function], RanOn]
    promises_bits: bool = True
    runs: Callable[[Program, str], bool] = run_always
    wrap_cached: Callable[[Program], Function] | None = None
    set_threads: Callable[[int], None] | None = None
    threads: int | None = None
    kernel_clock: tuple[Callable[[], None], Callable[[], int]] | None = None
    absent: str = ""
    refusal: Callable[[Program], str] = refuse_nothing

    @property
    def is_scalable(self) -> bool:
        """Whether it is worth asking how it runs on fewer threads."""
        return self.set_threads is not None and self.threads is None

    def take_threads(self, count: int | None) -> None:
        """From here on, calls run on so many threads, unless there is a number of its own."""
        wanted = self.threads if self.threads is not None else count
        if self.set_threads is not None and wanted is not None:
            self.set_threads(wanted)


def leave_as_it_is(program: Program) -> Function:
    return program.function


def ran_in_cpython(_function: Function) -> RanOn:
    return RanOn("cpython", 1)


def is_bearable_for_cpython(program: Program, preset: str) -> bool:
    """Of a series the points up to about a second; of the presets all but XL."""
    if preset in SIZES:
        return program.count_operations(preset) <= program.count_operations("L")
    return preset != XL


def take_array_form(program: Program) -> Function:
    assert program.array_form is not None
    return program.array_form


def ran_in_numpy(_function: Function) -> RanOn:
    """How many threads the linear algebra behind NumPy took is not known."""
    return RanOn("cpu", None)


def has_array_form(program: Program, _preset: str) -> bool:
    return program.array_form is not None


def wrap_with_njit(program: Program, cache: bool = False) -> Function:
    import numba

    compiled: Function = numba.njit(cache=cache)(program.function)
    return compiled


def wrap_with_parallel_njit(program: Program, cache: bool = False) -> Function:
    return _compile_in_parallel(program.function, cache)


def wrap_annotated_form(program: Program, cache: bool = False) -> Function:
    return program.load_annotated_form(partial(_compile_in_parallel, cache=cache))


def has_annotated_form(program: Program, _preset: str) -> bool:
    return program.has_annotated_form


def _compile_in_parallel(function: Function, cache: bool) -> Function:
    """Without Numba's warning that it has found nothing to do in parallel: ran_on says that."""
    import numba

    warnings.simplefilter("ignore", numba.NumbaPerformanceWarning)
    compiled: Function = numba.njit(parallel=True, cache=cache)(function)
    return compiled


def set_numba_threads(count: int) -> None:
    import numba

    numba.set_num_threads(count)


def ran_in_numba(function: Any) -> RanOn:
    """Threads, if Numba has made at least one parallel loop of it; not known of cached code.

    What converts arguments first is asked about what it calls.
    """
    import numba

    if isinstance(function, partial):
        (function,) = function.args
    signatures = getattr(function, "nopython_signatures", [])
    if not signatures:
        return RanOn("cpython", 1, "numba has compiled nothing")
    overloads = [function.overloads[signature.args] for signature in signatures]
    if any(overload.metadata is None for overload in overloads):
        return RanOn("cpu", None)
    diagnostics = [overload.metadata["parfor_diagnostics"] for overload in overloads]
    is_parallel = any(each.has_setup and each.count_parfors() > 0 for each in diagnostics)
    return RanOn("cpu", numba.get_num_threads() if is_parallel else 1)


def wrap_with_autopar(program: Program) -> Function:
    import autopar

    return autopar.jit(program.function)


def set_autopar_threads(count: int) -> None:
    from autopar import _engine

    _engine.set_thread_count(count)


def ran_in_autopar(function: Function) -> RanOn:
    """From autopar's own account of the last call; what is not clearly compiled is a fallback."""
    import autopar

    explanation = autopar.explain(function)
    not_compiled = [loop for loop in explanation.loops if not loop.is_compiled]
    if not_compiled or not explanation.loops:
        worst = not_compiled[0] if not_compiled else None
        reason = f"line {worst.line}: {worst.ran}" if worst else explanation.reason
        return RanOn("cpython", 1, reason)
    return RanOn("cpu", max(loop.threads for loop in explanation.loops))


def start_kernel_clock() -> None:
    from autopar import _engine

    _engine.start_kernel_clock()


def stop_kernel_clock() -> int:
    from autopar import _engine

    return _engine.stop_kernel_clock()


def find_refusal(contender: str, program: Program) -> str:
    return program.refused_by.get(contender, "")


def run_never(_program: Program, _preset: str) -> bool:
    return False


def _numba(
    name: str, wrap: Callable[..., Function], runs: Callable[[Program, str], bool] = run_always
) -> Contender:
    """The annotated forms are ours: Numba takes each, or there is a mistake in it."""
    return Contender(
        name,
        ("numba",),
        wrap,
        ran_in_numba,
        promises_bits=False,
        runs=runs,
        wrap_cached=partial(wrap, cache=True),
        set_threads=None if wrap is wrap_with_njit else set_numba_threads,
        refusal=refuse_nothing if wrap is wrap_annotated_form else partial(find_refusal, name),
    )


def _autopar(name: str, threads: int | None = None) -> Contender:
    return Contender(
        name,
        ("autopar",),
        wrap_with_autopar,
        ran_in_autopar,
        wrap_cached=wrap_with_autopar,
        set_threads=set_autopar_threads,
        threads=threads,
        kernel_clock=(start_kernel_clock, stop_kernel_clock) if name == "autopar" else None,
    )


def _without_device(name: str, device: str) -> Contender:
    """A column of its own, that stays empty and says why."""
    absent = f"autopar does not launch on {device} yet"

    def refuse(_: object) -> NoReturn:
        raise NotImplementedError(absent)

    return Contender(name, (), refuse, refuse, runs=run_never, absent=absent)


# As long as the cost model has nothing but the CPU to choose from, autopar and autopar_cpu are the
# same call.
CONTENDERS = (
    Contender("cpython", (), leave_as_it_is, ran_in_cpython, runs=is_bearable_for_cpython),
    Contender("numpy", (), take_array_form, ran_in_numpy, promises_bits=False, runs=has_array_form),
    _numba("numba_njit", wrap_with_njit),
    _numba("numba_auto", wrap_with_parallel_njit),
    _numba("numba_prange", wrap_annotated_form, has_annotated_form),
    _autopar("autopar_serial", threads=1),
    _autopar("autopar_cpu"),
    _without_device("autopar_opencl", "OpenCL devices"),
    _without_device("autopar_cuda", "CUDA devices"),
    _autopar("autopar"),
)


def load_contenders(more: Path | None) -> list[Contender]:
    """Ours, then those of the tuple CONTENDERS in the Python file `more`."""
    if more is None:
        return list(CONTENDERS)
    return [*CONTENDERS, *load_module("autopar_bench_more_contenders", more).CONTENDERS]
