"""Random programs give the same bits, exceptions and warnings compiled as in CPython.

AUTOPAR_TEST_SEED repeats a run, AUTOPAR_TEST_PROGRAMS sets how many programs there are.
"""

from __future__ import annotations

import importlib.util
import os
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import autopar

sys.path.insert(0, str(Path(__file__).parent))

from call_outcome import Outcome, run
from program_generator import ArgumentGenerator, ProgramGenerator

PROGRAMS_PER_MODULE = 25
PROGRAMS = int(os.environ.get("AUTOPAR_TEST_PROGRAMS", "200"))
EXTENTS = (0, 1, 2, 3, 7, 16)


def seed_of_run() -> int:
    given = os.environ.get("AUTOPAR_TEST_SEED")
    seed = int(given) if given else random.SystemRandom().randrange(2**32)
    print(f"AUTOPAR_TEST_SEED={seed}")
    return seed


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def programs(
    folder: Path, seed: int, count: int
) -> Iterator[tuple[int, str, Callable[..., object]]]:
    """Yields the program's own seed, its text and the function."""
    for first in range(0, count, PROGRAMS_PER_MODULE):
        numbers = range(first, min(first + PROGRAMS_PER_MODULE, count))
        texts = [ProgramGenerator(seed + number).program(f"program_{number}") for number in numbers]
        path = folder / f"programs_{first}.py"
        path.write_text("\n\n".join(texts), encoding="utf-8")
        module = load(path)
        for number, text in zip(numbers, texts, strict=True):
            yield seed + number, text, getattr(module, f"program_{number}")


def describe_difference(
    seed: int, text: str, extent: int, expected: Outcome, actual: Outcome
) -> str:
    parts = [f"program of seed {seed} at extent {extent}:", text]
    for name in ("result", "exception", "warnings", "arguments"):
        if getattr(expected, name) != getattr(actual, name):
            parts.append(f"{name} in CPython: {getattr(expected, name)}")
            parts.append(f"{name} compiled:   {getattr(actual, name)}")
    return "\n".join(parts)


def test_random_programs_do_what_cpython_does(tmp_path: Path) -> None:
    seed = seed_of_run()
    differences: list[str] = []
    compiled_runs = calls = 0
    for program_seed, text, function in programs(tmp_path, seed, PROGRAMS):
        compiled = autopar.jit(function)
        for extent in EXTENTS:
            arguments = ArgumentGenerator(program_seed * 31 + extent).arguments(extent)
            expected = run(function, arguments)
            actual = run(compiled, arguments)
            calls += 1
            compiled_runs += any_loop_ran_compiled()
            if expected != actual:
                differences.append(
                    describe_difference(program_seed, text, extent, expected, actual)
                )
    print(f"{calls} calls, {compiled_runs} with a compiled loop, {len(differences)} differences")
    assert not differences, differences[0]
    assert compiled_runs > calls // 10, "the generator no longer reaches compiled code"


def any_loop_ran_compiled() -> bool:
    last = autopar.last_run()
    return last is not None and last.outcome == "compiled"


def test_the_same_seed_gives_the_same_program_and_arguments() -> None:
    assert ProgramGenerator(5).program("f") == ProgramGenerator(5).program("f")
    first, second = (ArgumentGenerator(5).arguments(3) for _ in range(2))
    assert {name: repr(value) for name, value in first.items()} == {
        name: repr(value) for name, value in second.items()
    }
