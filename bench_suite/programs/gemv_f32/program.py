"""A matrix times a vector, both in single precision, added to a vector."""

from typing import Any

import numpy as np


def gemv_f32(y, a, x):
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            y[i] += a[i, j] * x[j]


def gemv_f32_numpy(y, a, x):
    y += a @ x


def make_inputs(seed: int, rows: int, columns: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    a = random.standard_normal((rows, columns), dtype=np.float32)
    x = random.standard_normal(columns, dtype=np.float32)
    return np.zeros(rows, dtype=np.float32), a, x
