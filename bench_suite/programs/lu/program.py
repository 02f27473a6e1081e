"""A matrix taken apart into a lower and an upper triangle, in place, each pivot where it stands.

After some pivots their columns of the one and rows of the other are known; the rest is what is left
to be taken apart (the Schur complement).
"""

from typing import Any

import numpy as np


def lu(m, pivots):
    n = m.shape[0]
    for k in range(pivots):
        for i in range(k + 1, n):
            m[i, k] = m[i, k] / m[k, k]
            for j in range(k + 1, n):
                m[i, j] = m[i, j] - m[i, k] * m[k, j]


def lu_numpy(m, pivots):
    for k in range(pivots):
        m[k + 1 :, k] /= m[k, k]
        m[k + 1 :, k + 1 :] -= np.outer(m[k + 1 :, k], m[k, k + 1 :])


def make_inputs(seed: int, n: int, pivots: int) -> tuple[Any, ...]:
    """The diagonal dominates, so that no pivot is small."""
    random = np.random.default_rng(seed)
    return random.uniform(-1.0, 1.0, (n, n)) + n * np.eye(n), pivots
