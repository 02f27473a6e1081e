"""The product of two matrices that are lists of lists, added to a third."""

from typing import Any

import numpy as np


def gemm_lists(c, a, b):
    for i in range(len(c)):
        for j in range(len(c[i])):
            for k in range(len(b)):
                c[i][j] += a[i][k] * b[k][j]


def make_inputs(seed: int, rows: int, columns: int, inner: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    a = random.standard_normal((rows, inner))
    b = random.standard_normal((inner, columns))
    return np.zeros((rows, columns)).tolist(), a.tolist(), b.tolist()
