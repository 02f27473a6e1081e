"""The lower triangle whose product with its transpose is a given matrix, in place.

A column depends on those to its left alone: an array of the first columns gives the first columns.
"""

import math
from typing import Any

import numpy as np


def cholesky(a):
    rows = a.shape[0]
    columns = a.shape[1]
    for j in range(columns):
        for k in range(j):
            a[j, j] -= a[j, k] * a[j, k]
        a[j, j] = math.sqrt(a[j, j])
        for i in range(j + 1, rows):
            for k in range(j):
                a[i, j] -= a[i, k] * a[j, k]
            a[i, j] /= a[j, j]


def make_inputs(seed: int, rows: int, columns: int) -> tuple[Any, ...]:
    """The first columns of a symmetric matrix whose diagonal dominates: every root exists."""
    random = np.random.default_rng(seed)
    a = random.uniform(0.0, 1.0, (rows, columns))
    top = a[:columns]
    top += top.T + 2 * rows * np.eye(columns)
    return (a,)
