"""Runs of many programs: what they came to, and the seeds that they start from."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from pathlib import Path

from comparison_of_runs import Comparer
from compiled_cells import CompiledCells
from minimize import minimized
from program_cells import Cell, cells_by_line
from program_generator import FUNCTION, PROFILE_NAMES, Program, make_program

FUZZ_COMMAND = ".venv/bin/python autopar_engine/tests/differential/fuzz.py"


@dataclass
class Tally:
    """What a run of programs came to. `differences` are texts to print."""

    programs: int = 0
    calls: int = 0
    raised: int = 0
    skipped: int = 0
    differences: list[str] = field(default_factory=list)
    cells: CompiledCells = field(default_factory=CompiledCells)

    def add(self, other: Tally) -> None:
        self.programs += other.programs
        self.calls += other.calls
        self.raised += other.raised
        self.skipped += other.skipped
        self.differences += other.differences
        self.cells.merge(other.cells)

    def summary(self) -> str:
        return (
            f"{self.programs} programs, {self.calls} calls, {self.raised} of them raise, "
            f"{self.skipped} took too long in CPython, "
            f"{self.cells.calls_with_compiled} with a compiled loop, "
            f"{len(self.differences)} programs differ"
        )


def seed_of_run() -> int:
    """AUTOPAR_TEST_SEED, or a fresh one; printed."""
    given = os.environ.get("AUTOPAR_TEST_SEED")
    seed = int(given) if given else random.SystemRandom().randrange(2**32)
    print(f"AUTOPAR_TEST_SEED={seed}", flush=True)
    return seed


@dataclass(frozen=True)
class Task:
    """The programs of `count` seeds.

    If cells are given, only those that may reach one of them, and none after all ran compiled.

    Without a profile each program draws its own.
    """

    first_seed: int
    count: int
    profile: str = ""
    cells: frozenset[Cell] = frozenset()

    def how_to_repeat(self, seed: int) -> str:
        """The command that runs one program of the task, from the root of the sources."""
        option = f" --profile '{self.profile_of(seed)}'" if self.profile_of(seed) else ""
        return f"differs: {FUZZ_COMMAND} --seed {seed} --programs 1{option}"

    def profile_of(self, seed: int) -> str:
        return PROFILE_NAMES[seed % len(PROFILE_NAMES)] if self.cells else self.profile

    def program(self, seed: int) -> Program:
        return make_program(seed, self.profile_of(seed))


def run_task(task: Task, folder: Path) -> Tally:
    """Runs the programs in this process. The folder holds the seed of the one that runs."""
    comparer = Comparer(folder)
    tally = Tally(cells=comparer.cells)
    for seed in range(task.first_seed, task.first_seed + task.count):
        missing = task.cells - set(comparer.cells.compiled)
        if task.cells and not missing:
            break
        program = task.program(seed)
        if missing and not _may_reach(program, missing):
            continue
        (folder / "seed").write_text(str(seed), encoding="utf-8")
        tally.programs += 1
        difference = comparer.check(program)
        if difference is not None:
            counted = comparer.calls, comparer.raised, comparer.skipped
            smaller = minimized(comparer, difference)
            comparer.calls, comparer.raised, comparer.skipped = counted
            text = f"{task.how_to_repeat(seed)}\n{difference}\nminimized: {smaller}"
            tally.differences.append(text)
    tally.calls, tally.raised, tally.skipped = comparer.calls, comparer.raised, comparer.skipped
    return tally


def _may_reach(program: Program, missing: frozenset[Cell]) -> bool:
    cells = cells_by_line(program.text, FUNCTION, program.signature)
    return bool(missing & frozenset().union(*cells.values()))
