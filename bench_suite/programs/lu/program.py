"""A matrix taken apart into a lower and an upper triangle, in place and without pivoting."""

from typing import Any

import numpy as np


def lu(m):
    n = m.shape[0]
    for k in range(n):
        for i in range(k + 1, n):
            m[i, k] = m[i, k] / m[k, k]
            for j in range(k + 1, n):
                m[i, j] = m[i, j] - m[i, k] * m[k, j]


def lu_numpy(m):
    for k in range(m.shape[0]):
        m[k + 1 :, k] /= m[k, k]
        m[k + 1 :, k + 1 :] -= np.outer(m[k + 1 :, k], m[k, k + 1 :])


def make_inputs(seed: int, n: int) -> tuple[Any, ...]:
    """The diagonal dominates, so that no pivot is small."""
    random = np.random.default_rng(seed)
    return (random.uniform(-1.0, 1.0, (n, n)) + n * np.eye(n),)
