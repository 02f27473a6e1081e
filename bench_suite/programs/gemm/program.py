"""The product of two matrices, added to a third."""

from typing import Any

import numpy as np


def gemm(c, a, b):
    for i in range(c.shape[0]):
        for j in range(c.shape[1]):
            for k in range(a.shape[1]):
                c[i, j] += a[i, k] * b[k, j]


def gemm_numpy(c, a, b):
    c += a @ b


def make_inputs(seed: int, rows: int, columns: int, inner: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    a = random.standard_normal((rows, inner))
    b = random.standard_normal((inner, columns))
    return np.zeros((rows, columns)), a, b
