"""Holds a result of autopar-bench against an earlier one of the same machine.

python against.py EARLIER.json [LATER.json]

Compares the times of autopar's own contenders. A regression is a ratio of medians, later over
earlier, above 1.10 whose 95 % bootstrap interval lies above 1.05, a cell that was timed and now is
wrong or has failed, or one that is labelled a fallback and was none: CPython runs the loops then.
Cells that the later run did not measure are counted, and are no regression: a quick run has no
kernels, and where CPython runs the loops there is none either.
Without LATER it only says whether this machine is the one of EARLIER.

Exit codes: 0 no regression; 1 at least one; 2 the two cannot be compared: another machine, no such
file, or no cell in common.
"""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from autopar_bench.environment import describe_environment

OURS = "autopar"
# A label is "cpu x2", and "cpython x1 FALLBACK: why" where CPython ran the loops.
FALLBACK = " FALLBACK: "
LEAST_RATIO = 1.10
LEAST_LOW_END = 1.05
RESAMPLES = 2000
SEED = 20190
NANOSECONDS = {"ns": 1.0, "us": 1e3, "ms": 1e6, "s": 1e9}


class NotComparableError(Exception):
    """One sentence for whoever asked."""


@dataclass(frozen=True)
class Result:
    """The samples of each of our cells in nanoseconds, none where it was not timed.

    fallbacks are the cells in which CPython ran the loops. flag is why the times are not to be
    relied on, '' if nothing was found.
    """

    fingerprint: str
    samples: dict[str, list[float]]
    fallbacks: frozenset[str]
    flag: str = ""


@dataclass(frozen=True)
class Regression:
    """A cell and what has become of it."""

    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.name}: {self.text}"


def read_result(path: Path) -> Result:
    """From the JSON file that autopar-bench writes."""
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        fingerprint = facts["context"]["fingerprint"]
        runs = facts["benchmarks"]
    except OSError as error:
        raise NotComparableError(f"{path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise NotComparableError(
            f"{path} is no complete result of autopar-bench: {error}"
        ) from error
    samples: dict[str, list[float]] = {}
    fallbacks: set[str] = set()
    for run in runs:
        if run["run_type"] == "iteration" and is_ours(run["name"]):
            times = samples.setdefault(run["name"], [])
            if not run.get("error_occurred"):
                times.append(run["real_time"] * NANOSECONDS[run["time_unit"]])
            if FALLBACK in run.get("label", ""):
                fallbacks.add(run["name"])
    return Result(fingerprint, samples, frozenset(fallbacks), facts["context"].get("flag", ""))


def is_ours(name: str) -> bool:
    fields = name.split("/")
    return len(fields) > 2 and fields[2].startswith(OURS)


def this_machine() -> str:
    """Its fingerprint when all of its processors are used."""
    threads = str(len(os.sched_getaffinity(0)))
    return dict(describe_environment(threads))["fingerprint"]


def check_machine(earlier: Result, fingerprint: str) -> None:
    if earlier.fingerprint != fingerprint:
        raise NotComparableError(
            f"the earlier result is of another machine: {earlier.fingerprint}, not {fingerprint}"
        )


def find_regression(name: str, earlier: Result, later: Result) -> Regression | None:
    """What is wrong with a cell that was timed in the earlier result and is in the later one."""
    before, after = earlier.samples[name], later.samples[name]
    if not after:
        return Regression(name, "was timed, and is wrong or has failed now")
    if name in later.fallbacks and name not in earlier.fallbacks:
        return Regression(name, "was compiled, and CPython runs the loops now")
    ratio = float(np.median(after) / np.median(before))
    generator = np.random.default_rng(SEED)
    ratios = _resample(after, generator) / _resample(before, generator)
    low, high = (float(end) for end in np.percentile(ratios, [2.5, 97.5]))
    if ratio <= LEAST_RATIO or low <= LEAST_LOW_END:
        return None
    return Regression(name, f"{ratio:.3f} times as long ({low:.3f} to {high:.3f})")


def _resample(samples: Sequence[float], generator: np.random.Generator) -> Any:
    return np.median(generator.choice(np.asarray(samples), (RESAMPLES, len(samples))), axis=1)


@dataclass(frozen=True)
class Comparison:
    """How many cells were compared, those that got worse, and those not measured again."""

    compared: int
    regressions: list[Regression]
    not_measured: list[str]


def compare(earlier: Result, later: Result) -> Comparison:
    check_machine(earlier, later.fingerprint)
    timed = [name for name, times in earlier.samples.items() if times]
    names = [name for name in timed if name in later.samples]
    if not names:
        raise NotComparableError("the two results have no timed cell of autopar in common")
    found = [find_regression(name, earlier, later) for name in names]
    return Comparison(
        len(names),
        [regression for regression in found if regression is not None],
        [name for name in timed if name not in later.samples],
    )


def main(arguments: Sequence[str]) -> int:
    if len(arguments) not in (1, 2):
        print("usage: against.py EARLIER.json [LATER.json]", file=sys.stderr)
        return 2
    try:
        earlier = read_result(Path(arguments[0]))
        if len(arguments) == 1:
            check_machine(earlier, this_machine())
            return 0
        later = read_result(Path(arguments[1]))
        comparison = compare(earlier, later)
    except NotComparableError as error:
        print(f"against: {error}", file=sys.stderr)
        return 2
    for which, result in (("earlier", earlier), ("later", later)):
        if result.flag:
            print(f"against: of the {which} result: {result.flag}")
    for regression in comparison.regressions:
        print(f"against: {regression}")
    if comparison.not_measured:
        print(
            f"against: {len(comparison.not_measured)} cells of the earlier result were not "
            f"measured again, {comparison.not_measured[0]} first"
        )
    count = len(comparison.regressions)
    print(f"against: {comparison.compared} cells compared, {count} regressions")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
