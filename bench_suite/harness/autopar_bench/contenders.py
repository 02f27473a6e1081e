"""Who runs the programs: one row each."""

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autopar_bench.programs import XL, Program, load_module

Function = Callable[..., Any]

RAN_COMPILED = "ran compiled"
ON_THREADS = re.compile(r"on (\d+) threads")


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


@dataclass(frozen=True)
class Contender:
    """wrap gives what is called in place of a program's function; it imports what it needs.

    ran_on is asked after a call of that. modules have to come from the virtual environment. Who
    promises CPython's bits is held to them; who does not, to the program's tolerance. runs says
    whether there is a cell for a program at a preset at all.
    """

    name: str
    modules: tuple[str, ...]
    wrap: Callable[[Program], Function]
    ran_on: Callable[[Function], RanOn]
    promises_bits: bool = True
    runs: Callable[[Program, str], bool] = run_always


def leave_as_it_is(program: Program) -> Function:
    return program.function


def ran_in_cpython(_function: Function) -> RanOn:
    return RanOn("cpython", 1)


def is_not_xl(_program: Program, preset: str) -> bool:
    return preset != XL


def take_array_form(program: Program) -> Function:
    assert program.array_form is not None
    return program.array_form


def ran_in_numpy(_function: Function) -> RanOn:
    """How many threads the linear algebra behind NumPy took is not known."""
    return RanOn("cpu", None)


def has_array_form(program: Program, _preset: str) -> bool:
    return program.array_form is not None


def wrap_with_njit(program: Program) -> Function:
    import numba

    compiled: Function = numba.njit(program.function)
    return compiled


def wrap_with_parallel_njit(program: Program) -> Function:
    return _compile_in_parallel(program.function)


def wrap_annotated_form(program: Program) -> Function:
    return _compile_in_parallel(program.load_annotated_form())


def has_annotated_form(program: Program, _preset: str) -> bool:
    return program.has_annotated_form


def _compile_in_parallel(function: Function) -> Function:
    """Without Numba's warning that it has found nothing to do in parallel: ran_on says that."""
    import numba

    warnings.simplefilter("ignore", numba.NumbaPerformanceWarning)
    compiled: Function = numba.njit(parallel=True)(function)
    return compiled


def ran_in_numba(function: Any) -> RanOn:
    """Threads, if Numba has made at least one parallel loop of it."""
    import numba

    signatures = getattr(function, "nopython_signatures", [])
    if not signatures:
        return RanOn("cpython", 1, "numba has compiled nothing")
    overloads = (function.overloads[signature.args] for signature in signatures)
    diagnostics = (overload.metadata["parfor_diagnostics"] for overload in overloads)
    is_parallel = any(each.has_setup and each.count_parfors() > 0 for each in diagnostics)
    return RanOn("cpu", numba.get_num_threads() if is_parallel else 1)


def wrap_with_autopar(program: Program) -> Function:
    import autopar

    return autopar.jit(program.function)


class OnOneThread:
    """A function of autopar that is called with one thread; the others keep theirs."""

    def __init__(self, function: Function) -> None:
        from autopar import _engine

        self.function = function
        self._count = _engine.thread_count
        self._set_count = _engine.set_thread_count

    def __call__(self, *arguments: Any) -> Any:
        return self.run(self.function, *arguments)

    def run(self, function: Function, *arguments: Any) -> Any:
        before = self._count()
        self._set_count(1)
        try:
            return function(*arguments)
        finally:
            self._set_count(before)


def wrap_with_serial_autopar(program: Program) -> Function:
    return OnOneThread(wrap_with_autopar(program))


def ran_in_serial_autopar(function: Any) -> RanOn:
    found: RanOn = function.run(ran_in_autopar, function.function)
    return found


def ran_in_autopar(function: Function) -> RanOn:
    """From autopar's own account of the last call; what is not clearly compiled is a fallback."""
    import autopar

    explanation = autopar.explain(function)
    not_compiled = [loop for loop in explanation.loops if not loop.ran.startswith(RAN_COMPILED)]
    if not_compiled or not explanation.loops:
        worst = not_compiled[0] if not_compiled else None
        reason = f"line {worst.line}: {worst.ran}" if worst else explanation.reason
        return RanOn("cpython", 1, reason)
    threads = [
        int(found[1]) for loop in explanation.loops if (found := ON_THREADS.search(loop.ran))
    ]
    return RanOn("cpu", max(threads, default=1))


# What is no device of autopar's yet has no row: autopar_opencl, autopar_cuda. As long as the cost
# model has nothing but the CPU to choose from, autopar and autopar_cpu are the same call.
CONTENDERS = (
    Contender("cpython", (), leave_as_it_is, ran_in_cpython, runs=is_not_xl),
    Contender("numpy", (), take_array_form, ran_in_numpy, promises_bits=False, runs=has_array_form),
    Contender("numba_njit", ("numba",), wrap_with_njit, ran_in_numba, promises_bits=False),
    Contender("numba_auto", ("numba",), wrap_with_parallel_njit, ran_in_numba, promises_bits=False),
    Contender(
        "numba_prange",
        ("numba",),
        wrap_annotated_form,
        ran_in_numba,
        promises_bits=False,
        runs=has_annotated_form,
    ),
    Contender("autopar_serial", ("autopar",), wrap_with_serial_autopar, ran_in_serial_autopar),
    Contender("autopar_cpu", ("autopar",), wrap_with_autopar, ran_in_autopar),
    Contender("autopar", ("autopar",), wrap_with_autopar, ran_in_autopar),
)


def load_contenders(more: Path | None) -> list[Contender]:
    """Ours, then those of the tuple CONTENDERS in the Python file `more`."""
    if more is None:
        return list(CONTENDERS)
    return [*CONTENDERS, *load_module("autopar_bench_more_contenders", more).CONTENDERS]
