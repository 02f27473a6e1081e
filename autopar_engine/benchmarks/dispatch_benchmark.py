"""What a warm call of a small compiled loop costs, beside the same call compiled by Numba.

usage: .venv/bin/python autopar_engine/benchmarks/dispatch_benchmark.py [ROUNDS]

The region is the one that the budget is written for: four float64 arrays, two ints, one name that
lives on, and so little work that one thread does it. Rounds of each contender follow one another;
what is printed are medians over the rounds in nanoseconds, with the interval between the quartiles,
and the ratio of the medians. An empty function of the same parameters shows what CPython's own call
takes out of each. Then, as differences of the least times: what a call costs beyond CPython's of
the same loop where it is refused each time, since arrays overlap, and where the region has switched
itself off for that.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import numba
import numpy as np
import numpy.typing as npt

import autopar
from autopar import _engine

Vector = npt.NDArray[np.float64]

CALLS = 20_000
ELEMENTS = 8


def combine(a: Vector, b: Vector, c: Vector, d: Vector, n: int, m: int) -> int:
    for i in range(n):
        a[i] = b[i] + c[i] * d[i] + m
    return i


def call_only(a: Vector, b: Vector, c: Vector, d: Vector, n: int, m: int) -> int:
    return n


def nanoseconds_per_call(function: Callable[..., object], arguments: tuple[object, ...]) -> float:
    start = time.perf_counter_ns()
    for _ in range(CALLS):
        function(*arguments)
    return (time.perf_counter_ns() - start) / CALLS


def extra_nanoseconds(function: Callable[..., object], rounds: int) -> float:
    """What a refused call of one iteration costs beyond the same call in CPython."""
    compiled = autopar.jit(function)
    vectors = np.ones(ELEMENTS + 1)
    arguments = (vectors[1:], *(vectors[:-1] for _ in range(3)), 1, 2)
    nanoseconds_per_call(compiled, arguments)
    times = [
        (nanoseconds_per_call(compiled, arguments), nanoseconds_per_call(function, arguments))
        for _ in range(rounds)
    ]
    return min(ours for ours, _ in times) - min(plain for _, plain in times)


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 41
    arguments = (*(np.ones(ELEMENTS) for _ in range(4)), ELEMENTS, 2)
    contenders: dict[str, Callable[..., object]] = {
        "autopar": autopar.jit(combine),
        "numba": numba.njit(combine),
        "an empty function": call_only,
    }
    for function in contenders.values():
        nanoseconds_per_call(function, arguments)
    if "ran compiled" not in str(autopar.explain(contenders["autopar"])):
        print("autopar did not compile the loop", file=sys.stderr)
        return 1
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, function in contenders.items():
            times[name].append(nanoseconds_per_call(function, arguments))
    for name, measured in times.items():
        low, middle, high = statistics.quantiles(measured, n=4)
        print(f"{name:18} {middle:6.0f} ns  ({low:.0f} to {high:.0f})")
    ratio = statistics.median(times["autopar"]) / statistics.median(times["numba"])
    print(f"autopar / numba: {ratio:.2f} (target 0.50; and 150 ns for autopar)")
    _engine.set_switching_off(False)
    print(f"refused            {extra_nanoseconds(combine, rounds):6.0f} ns  (target 1000)")
    _engine.set_switching_off(True)
    print(f"switched off       {extra_nanoseconds(combine, rounds):6.0f} ns  (target 15)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
