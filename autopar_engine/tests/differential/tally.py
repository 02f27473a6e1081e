"""Runs of many programs: what they came to, and the seeds that they start from."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from comparison_of_runs import Comparer
from compiled_cells import CompiledCells
from minimize import minimized
from program_cells import Cell, cells_by_line
from program_generator import FUNCTION, PROFILE_NAMES, make_program


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

    def take_counts(self, comparer: Comparer) -> None:
        self.calls, self.raised, self.skipped = comparer.calls, comparer.raised, comparer.skipped
        self.cells = comparer.cells


def seed_of_run() -> int:
    """AUTOPAR_TEST_SEED, or a fresh one; printed."""
    given = os.environ.get("AUTOPAR_TEST_SEED")
    seed = int(given) if given else random.SystemRandom().randrange(2**32)
    print(f"AUTOPAR_TEST_SEED={seed}", flush=True)
    return seed


def how_to_repeat(seed: int, profile: str) -> str:
    """The command that runs one program of a run; `profile` is the one that the run was given."""
    option = f" --profile '{profile}'" if profile else ""
    return f"differs: python fuzz.py --seed {seed} --programs 1{option}"


def compare_programs(first_seed: int, count: int, folder: Path, profile: str = "") -> Tally:
    """Runs `count` programs in this process. The folder holds the seed of the one that runs."""
    comparer = Comparer(folder)
    tally = Tally()
    for seed in range(first_seed, first_seed + count):
        _compare(comparer, tally, seed, profile)
    tally.take_counts(comparer)
    return tally


def reach_cells(missing: Iterable[Cell], first_seed: int, count: int, folder: Path) -> Tally:
    """Runs those of `count` programs that have one of the cells, until each ran compiled."""
    comparer = Comparer(folder)
    tally = Tally()
    missing = set(missing)
    for seed in range(first_seed, first_seed + count):
        if not missing:
            break
        profile = PROFILE_NAMES[seed % len(PROFILE_NAMES)]
        program = make_program(seed, profile)
        cells = cells_by_line(program.text, FUNCTION, program.signature)
        if missing & frozenset().union(*cells.values()):
            _compare(comparer, tally, seed, profile)
            missing -= set(comparer.cells.compiled)
    tally.take_counts(comparer)
    return tally


def _compare(comparer: Comparer, tally: Tally, seed: int, profile: str) -> None:
    (comparer.folder / "seed").write_text(str(seed), encoding="utf-8")
    difference = comparer.check(make_program(seed, profile))
    tally.programs += 1
    if difference is not None:
        counted = comparer.calls, comparer.raised, comparer.skipped
        smaller = minimized(comparer, difference)
        comparer.calls, comparer.raised, comparer.skipped = counted
        repeat = how_to_repeat(seed, profile)
        tally.differences.append(f"{repeat}\n{difference}\nminimized: {smaller}")
