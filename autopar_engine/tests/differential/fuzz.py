"""Compares random programs for as long as is asked, in processes that are begun anew now and then.

usage: python fuzz.py [--minutes N | --programs N] [--seed N] [--profile NAME] [--table]

A process that dies counts as a difference: its last program is printed. Exit codes: 0 no
difference, 1 at least one, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import pickle
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from program_generator import PROFILE_NAMES, make_program
from tally import Tally, compare_programs, how_to_repeat, seed_of_run

PROGRAMS_PER_PROCESS = 400
SECONDS_PER_PROCESS = 900
MOST_SHOWN = 10


def compare_in_process(first_seed: int, count: int, profile: str = "") -> Tally:
    """The same in a process of its own, which may die."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = [sys.executable, __file__, "--seed", str(first_seed), "--programs", str(count)]
        command += ["--profile", profile] if profile else []
        try:
            done = subprocess.run(
                [*command, "--into", name],
                capture_output=True,
                text=True,
                timeout=SECONDS_PER_PROCESS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return _lost(folder, profile, f"no end within {SECONDS_PER_PROCESS} s")
        tally_file = folder / "tally"
        if done.returncode != 0 or not tally_file.exists():
            said = f"{done.stdout}{done.stderr}"[-4000:]
            return _lost(folder, profile, f"exit code {done.returncode}: {said}")
        tally = pickle.loads(tally_file.read_bytes())
        assert isinstance(tally, Tally)
        return tally


def _lost(folder: Path, profile: str, what: str) -> Tally:
    """The program that ran when the process died."""
    seed = int((folder / "seed").read_text(encoding="utf-8") or 0)
    text = make_program(seed, profile).text
    return Tally(1, differences=[f"{how_to_repeat(seed, profile)}\n{what}\n{text}"])


def compare_for(minutes: float, seed: int, profile: str = "") -> Tally:
    """Processes one after the other until the time is up; prints each difference once."""
    end = time.monotonic() + 60 * minutes
    total = Tally()
    while time.monotonic() < end:
        part = compare_in_process(seed, PROGRAMS_PER_PROCESS, profile)
        for text in part.differences[: MOST_SHOWN - len(total.differences)]:
            print(text, flush=True)
        total.add(part)
        seed += PROGRAMS_PER_PROCESS
    return total


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--programs", type=int, default=PROGRAMS_PER_PROCESS)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--profile", choices=PROFILE_NAMES, default="")
    parser.add_argument("--table", action="store_true", help="print what ran compiled")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.into is not None:
        tally = compare_programs(options.seed, options.programs, options.into, options.profile)
        (options.into / "tally").write_bytes(pickle.dumps(tally))
        return 0
    seed = seed_of_run() if options.seed is None else options.seed
    if options.minutes is None:
        tally = compare_in_process(seed, options.programs, options.profile)
        print("\n".join(tally.differences[:MOST_SHOWN]))
    else:
        tally = compare_for(options.minutes, seed, options.profile)
    if options.table:
        print(tally.cells.table())
    print(tally.summary())
    return 1 if tally.differences else 0


if __name__ == "__main__":
    sys.exit(main())
