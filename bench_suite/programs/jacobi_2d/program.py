"""Repeated averaging of each cell of a grid with its four neighbours."""

from typing import Any

import numpy as np


def jacobi_2d(a, b, steps):
    n = a.shape[0]
    m = a.shape[1]
    for t in range(steps):
        for i in range(1, n - 1):
            for j in range(1, m - 1):
                b[i, j] = 0.2 * (a[i, j] + a[i, j - 1] + a[i, j + 1] + a[i + 1, j] + a[i - 1, j])
        for i in range(1, n - 1):
            for j in range(1, m - 1):
                a[i, j] = 0.2 * (b[i, j] + b[i, j - 1] + b[i, j + 1] + b[i + 1, j] + b[i - 1, j])


def jacobi_2d_numpy(a, b, steps):
    for t in range(steps):
        b[1:-1, 1:-1] = 0.2 * (
            a[1:-1, 1:-1] + a[1:-1, :-2] + a[1:-1, 2:] + a[2:, 1:-1] + a[:-2, 1:-1]
        )
        a[1:-1, 1:-1] = 0.2 * (
            b[1:-1, 1:-1] + b[1:-1, :-2] + b[1:-1, 2:] + b[2:, 1:-1] + b[:-2, 1:-1]
        )


def make_inputs(seed: int, rows: int, columns: int, steps: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    a = random.standard_normal((rows, columns))
    return a, a.copy(), steps
