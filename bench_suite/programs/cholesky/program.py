"""The lower triangle whose product with its transpose is a given matrix, in place."""

import math
from typing import Any

import numpy as np


def cholesky(a):
    n = a.shape[0]
    for j in range(n):
        for k in range(j):
            a[j, j] -= a[j, k] * a[j, k]
        a[j, j] = math.sqrt(a[j, j])
        for i in range(j + 1, n):
            for k in range(j):
                a[i, j] -= a[i, k] * a[j, k]
            a[i, j] /= a[j, j]


def make_inputs(seed: int, n: int) -> tuple[Any, ...]:
    """Symmetric, and the diagonal dominates: every root exists."""
    random = np.random.default_rng(seed)
    half = random.uniform(0.0, 1.0, (n, n))
    return (half + half.T + 2 * n * np.eye(n),)
