"""Who runs the programs: one row each."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autopar_bench.programs import load_module

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


@dataclass(frozen=True)
class Contender:
    """wrap turns the plain function into the one that is called; it imports what it needs.

    ran_on is asked after a call of the wrapped function. modules have to come from the virtual
    environment.
    """

    name: str
    modules: tuple[str, ...]
    wrap: Callable[[Callable[..., Any]], Callable[..., Any]]
    ran_on: Callable[[Callable[..., Any]], RanOn]


def leave_as_it_is(function: Callable[..., Any]) -> Callable[..., Any]:
    return function


def ran_in_cpython(_function: Callable[..., Any]) -> RanOn:
    return RanOn("cpython", 1)


def wrap_with_njit(function: Callable[..., Any]) -> Callable[..., Any]:
    import numba

    compiled: Callable[..., Any] = numba.njit(function)
    return compiled


def ran_in_njit(function: Callable[..., Any]) -> RanOn:
    if getattr(function, "nopython_signatures", []):
        return RanOn("cpu", 1)
    return RanOn("cpython", 1, "numba has compiled nothing")


def wrap_with_autopar(function: Callable[..., Any]) -> Callable[..., Any]:
    import autopar

    return autopar.jit(function)


def ran_in_autopar(function: Callable[..., Any]) -> RanOn:
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


CONTENDERS = (
    Contender("cpython", (), leave_as_it_is, ran_in_cpython),
    Contender("numba_njit", ("numba",), wrap_with_njit, ran_in_njit),
    Contender("autopar", ("autopar",), wrap_with_autopar, ran_in_autopar),
)


def load_contenders(more: Path | None) -> list[Contender]:
    """Ours, then those of the tuple CONTENDERS in the Python file `more`."""
    if more is None:
        return list(CONTENDERS)
    return [*CONTENDERS, *load_module("autopar_bench_more_contenders", more).CONTENDERS]
