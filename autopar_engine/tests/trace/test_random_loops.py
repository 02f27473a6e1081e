"""Random loops carry nothing that their verdict forbids, and stand any order if called parallel.

AUTOPAR_TEST_SEED repeats a run, AUTOPAR_TEST_PROGRAMS sets how many programs there are.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from golden_loops import explain
from loop_generator import LoopGenerator
from reordering import Place, Reordered, in_order, in_reverse, run_reordered, shuffled
from trace_oracle import Claim, Trace

# Shares of the programs that must run to their end, and that must hold a loop called parallel.
LEAST_THROUGH = 0.5
LEAST_REORDERED = 0.25

PARALLEL = {"DOALL", "DOALL_PRIV", "REDUCE", "HISTO"}


def seed_of_run(usual: int | None) -> int:
    """The seed that is given, else the usual one, else a fresh one."""
    fresh = random.SystemRandom().randrange(2**32) if usual is None else usual
    seed = int(os.environ.get("AUTOPAR_TEST_SEED") or fresh)
    print(f"AUTOPAR_TEST_SEED={seed}")
    return seed


class Program:
    """One random program with its trace and what the analysis says of its loops."""

    def __init__(self, source: str, said: list[dict[str, Any]]) -> None:
        self.source = source
        self.loops = [each for each in said if each["kind"] == "FOR"]
        self.trace = Trace(source)
        self.runs_through = self._run()

    def _run(self) -> bool:
        try:
            with np.errstate(all="ignore"):
                self.trace.run([], [], "random")
        except (IndexError, KeyError, TypeError, ValueError):
            return False
        return True

    def number(self, loop: dict[str, Any]) -> int:
        return self.trace.loop_at(loop["line"], loop["column"])

    def unexplained(self) -> list[str]:
        return [
            f"line {loop['line']} is no {claim.verdict}: {found}"
            for loop in self.loops
            for claim in [claim_of(loop)]
            for found in self.trace.unexplained(self.number(loop), claim)
        ]

    def parallel_loops(self) -> dict[Place, Reordered]:
        return {
            (loop["line"], loop["column"]): Reordered(
                frozenset(loop["private"]), self.trace.steps(self.number(loop)), 0
            )
            for loop in self.loops
            if loop["verdict"] in PARALLEL and not self.keeps_order(loop)
        }

    def keeps_order(self, loop: dict[str, Any]) -> bool:
        """May be regrouped, but not put in another order: what is appended to C may be read by its
        position (`out` only grows), and `and` gives the last of its values."""
        return loop["verdict"] in ("COLLECT", "REDUCE") and any(
            text in self.source for text in ("C.append", " and ")
        )

    def result(self, order: Callable[[int], Sequence[int]]) -> dict[str, str]:
        loops = {} if order is in_order else self.parallel_loops()
        with np.errstate(all="ignore"):
            names = run_reordered(self.source, loops, order, [], [])
        # Collecting keeps what each iteration adds, in an order that the loop's end restores.
        names["out"] = sorted(map(repr, names["out"]))
        names["seen"] = sorted(map(repr, names["seen"].items()))
        return {name: repr(value) for name, value in names.items() if not callable(value)}


def claim_of(loop: dict[str, Any]) -> Claim:
    return Claim(loop["verdict"], frozenset(loop["private"]), frozenset(loop["reduced"]))


def programs(folder: Path, count: int, seed: int) -> list[Program]:
    paths = []
    for number in range(count):
        paths.append(folder / f"{number}.py")
        paths[-1].write_text(LoopGenerator(seed + number).program())
    return [
        Program(path.read_text(), report["loops"])
        for path, report in zip(paths, explain(paths), strict=True)
    ]


def check(folder: Path, count: int, usual_seed: int | None = None) -> None:
    """Check `count` programs; a program that raises says little, so most have to run through."""
    seed = seed_of_run(usual_seed)
    through, reordered = 0, 0
    for program in programs(folder, count, seed):
        assert not program.unexplained(), f"{program.unexplained()}\n{program.source}"
        through += program.runs_through
        if program.runs_through and program.parallel_loops():
            reordered += 1
            expected = program.result(in_order)
            for order in (in_reverse, shuffled(seed)):
                assert program.result(order) == expected, program.source
    print(f"{count} programs, {through} ran through, {reordered} of them in other orders")
    assert through >= LEAST_THROUGH * count
    assert reordered >= LEAST_REORDERED * count


def test_random_loops_agree_with_their_verdicts(tmp_path: Path) -> None:
    check(tmp_path, 30, usual_seed=11)


@pytest.mark.slow
def test_many_random_loops_agree_with_their_verdicts(tmp_path: Path) -> None:
    check(tmp_path, int(os.environ.get("AUTOPAR_TEST_PROGRAMS", "2000")))
