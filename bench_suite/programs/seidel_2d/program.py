"""Averaging of each cell of a grid with its eight neighbours, in place and several times."""

from typing import Any

import numpy as np


def seidel_2d(a, steps):
    n = a.shape[0]
    m = a.shape[1]
    for t in range(steps):
        for i in range(1, n - 1):
            for j in range(1, m - 1):
                a[i, j] = (
                    a[i - 1, j - 1]
                    + a[i - 1, j]
                    + a[i - 1, j + 1]
                    + a[i, j - 1]
                    + a[i, j]
                    + a[i, j + 1]
                    + a[i + 1, j - 1]
                    + a[i + 1, j]
                    + a[i + 1, j + 1]
                ) / 9.0


def make_inputs(seed: int, rows: int, columns: int, steps: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    return random.standard_normal((rows, columns)), steps
