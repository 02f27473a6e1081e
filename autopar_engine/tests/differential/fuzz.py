"""Compares random programs, a few hundred in a process of their own, on all cores.

usage: python fuzz.py [--minutes N | --programs N] [--seed N] [--profile NAME] [--table]

A process that dies counts as a difference: its last program is printed. Exit codes: 0 no
difference, 1 at least one, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import math
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from program_cells import Cell
from program_generator import PROFILE_NAMES
from tally import Tally, Task, run_task, seed_of_run

PROGRAMS_PER_PROCESS = 250
SECONDS_PER_PROCESS = 900
MOST_SHOWN = 10
PROCESSES = os.cpu_count() or 1


def run_in_process(task: Task) -> Tally:
    """Runs the task in a process of its own, which may die, with an empty cache of kernels."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "task").write_bytes(pickle.dumps(task))
        (folder / "cache").mkdir(mode=0o700)
        try:
            done = subprocess.run(
                [sys.executable, __file__, "--task", name],
                capture_output=True,
                text=True,
                timeout=SECONDS_PER_PROCESS,
                check=False,
                env={**os.environ, "AUTOPAR_CACHE_DIR": str(folder / "cache")},
            )
        except subprocess.TimeoutExpired:
            return _lost(task, folder, f"no end within {SECONDS_PER_PROCESS} s")
        tally_file = folder / "tally"
        if done.returncode != 0 or not tally_file.exists():
            said = f"{done.stdout}{done.stderr}"[-4000:]
            return _lost(task, folder, f"exit code {done.returncode}: {said}")
        tally = pickle.loads(tally_file.read_bytes())
        assert isinstance(tally, Tally)
        return tally


def _lost(task: Task, folder: Path, what: str) -> Tally:
    """The program that ran when the process died."""
    seed_file = folder / "seed"
    if not seed_file.exists():
        return Tally(differences=[f"{task} did not begin: {what}"])
    seed = int(seed_file.read_text(encoding="utf-8"))
    return Tally(1, differences=[f"{task.how_to_repeat(seed)}\n{what}\n{task.program(seed).text}"])


def compare_many(first_seed: int, count: int, profile: str = "") -> Tally:
    """So many programs, in as many processes as that takes."""
    ends = range(first_seed, first_seed + count, PROGRAMS_PER_PROCESS)
    tasks = [
        Task(seed, min(PROGRAMS_PER_PROCESS, first_seed + count - seed), profile) for seed in ends
    ]
    return _sum(tasks)


def reach_cells(cells: Iterable[Cell], first_seed: int, count: int) -> Tally:
    """Runs such programs among `count` as may reach one of the cells; each core looks for all."""
    wanted = frozenset(cells)
    share = count // PROCESSES
    return _sum(
        [Task(first_seed + share * each, share, cells=wanted) for each in range(PROCESSES)]
        if wanted
        else []
    )


def _sum(tasks: list[Task]) -> Tally:
    total = Tally()
    with ThreadPoolExecutor(PROCESSES) as pool:
        for tally in pool.map(run_in_process, tasks):
            total.add(tally)
    return total


def compare_in_batches(
    seed: int, minutes: float = math.inf, programs: int = sys.maxsize, profile: str = ""
) -> Tally:
    """One batch after the other until the time is up, or so many programs ran.

    Prints how far it is, and the first differences at once: who watches need not wait.
    """
    end = time.monotonic() + 60 * minutes
    total = Tally()
    while programs > 0 and time.monotonic() < end:
        count = min(programs, PROGRAMS_PER_PROCESS * PROCESSES)
        part = compare_many(seed, count, profile)
        for text in part.differences[: max(0, MOST_SHOWN - len(total.differences))]:
            print(text, flush=True)
        total.add(part)
        seed += count
        programs -= count
        left = max(0.0, end - time.monotonic()) / 60
        to_go = f"{programs} to go" if math.isinf(minutes) else f"{left:.1f} min left"
        print(f"{total.summary()}, {to_go}", flush=True)
    return total


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--minutes", type=float)
    length.add_argument("--programs", type=int)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--profile", choices=PROFILE_NAMES, default="")
    parser.add_argument("--table", action="store_true", help="print what ran compiled")
    parser.add_argument("--task", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task is not None:
        task = pickle.loads((options.task / "task").read_bytes())
        (options.task / "tally").write_bytes(pickle.dumps(run_task(task, options.task)))
        return 0
    seed = seed_of_run() if options.seed is None else options.seed
    minutes = math.inf if options.minutes is None else options.minutes
    programs = sys.maxsize if options.programs is None else options.programs
    if options.minutes is None and options.programs is None:
        programs = PROGRAMS_PER_PROCESS
    tally = compare_in_batches(seed, minutes, programs, options.profile)
    if options.table:
        print(tally.cells.table())
    print("\n".join(tally.differences[:MOST_SHOWN]))
    print(tally.summary())
    return 1 if tally.differences else 0


if __name__ == "__main__":
    sys.exit(main())
