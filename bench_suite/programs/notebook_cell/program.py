"""Heat in a rod and what is left of it, as a cell of a notebook: its loops are in no function."""

from pathlib import Path
from typing import Any

import numpy as np

CELL = Path(__file__).with_name("cell.py")
CODE = compile(CELL.read_text(encoding="utf-8"), str(CELL), "exec")


def notebook_cell(energies, rod, new, steps):
    exec(CODE, {"energies": energies, "rod": rod, "new": new, "steps": steps})


def notebook_cell_numpy(energies, rod, new, steps):
    for t in range(steps):
        new[1:-1] = rod[1:-1] + 0.25 * (rod[:-2] - 2.0 * rod[1:-1] + rod[2:])
        rod[1:-1] = new[1:-1]
    energies[0] = rod @ rod


def make_inputs(seed: int, n: int, steps: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    rod = random.standard_normal(n)
    return np.full(1, -1.0), rod, np.zeros(n), steps
