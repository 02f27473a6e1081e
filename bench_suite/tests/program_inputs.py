"""Inputs of a program at small sizes, for tests that run everything many times."""

from typing import Any

from autopar_bench.cells import SEED
from autopar_bench.programs import Program, evaluate_formula

STEPS = 3
MOST_OPERATIONS = 2_000_000


def make_small_inputs(program: Program, size: int) -> tuple[Any, ...]:
    """All parameters equal to size, but few time steps; size shrinks until CPython is done soon."""
    parameters = _choose_parameters(program, size)
    while evaluate_formula(program.operations, parameters) > MOST_OPERATIONS:
        size -= 1
        parameters = _choose_parameters(program, size)
    return program.make_inputs(SEED, **parameters)


def _choose_parameters(program: Program, size: int) -> dict[str, int]:
    parameters = dict.fromkeys(program.presets["S"], size)
    if "steps" in parameters:
        parameters["steps"] = min(size, STEPS)
    return parameters
