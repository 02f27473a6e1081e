"""A system of equations whose matrix is a lower triangle, solved from the top."""

from typing import Any

import numpy as np


def trisolv(x, low, b):
    for i in range(len(x)):
        s = b[i]
        for j in range(i):
            s -= low[i, j] * x[j]
        x[i] = s / low[i, i]


def make_inputs(seed: int, n: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    low = np.tril(random.uniform(-1.0, 1.0, (n, n))) + n * np.eye(n)
    return np.zeros(n), low, random.standard_normal(n)
