"""An electromagnetic wave that a source sends across a plane, in finite differences."""

from typing import Any

import numpy as np


def fdtd_2d(ex, ey, hz, source):
    nx = hz.shape[0]
    ny = hz.shape[1]
    for t in range(len(source)):
        for j in range(ny):
            ey[0, j] = source[t]
        for i in range(1, nx):
            for j in range(ny):
                ey[i, j] = ey[i, j] - 0.5 * (hz[i, j] - hz[i - 1, j])
        for i in range(nx):
            for j in range(1, ny):
                ex[i, j] = ex[i, j] - 0.5 * (hz[i, j] - hz[i, j - 1])
        for i in range(nx - 1):
            for j in range(ny - 1):
                hz[i, j] = hz[i, j] - 0.7 * (ex[i, j + 1] - ex[i, j] + ey[i + 1, j] - ey[i, j])


def fdtd_2d_numpy(ex, ey, hz, source):
    for value in source:
        ey[0, :] = value
        ey[1:] -= 0.5 * (hz[1:] - hz[:-1])
        ex[:, 1:] -= 0.5 * (hz[:, 1:] - hz[:, :-1])
        hz[:-1, :-1] -= 0.7 * (ex[:-1, 1:] - ex[:-1, :-1] + ey[1:, :-1] - ey[:-1, :-1])


def make_inputs(seed: int, rows: int, columns: int, steps: int) -> tuple[Any, ...]:
    """A row and a column more than asked for, so that there is somewhere to put the source."""
    random = np.random.default_rng(seed)
    ex, ey, hz = random.standard_normal((3, rows + 1, columns + 1))
    return ex.copy(), ey.copy(), hz.copy(), random.standard_normal(steps)
