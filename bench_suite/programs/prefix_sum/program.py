"""The sums of the beginnings of a sequence of integers."""

from typing import Any

import numpy as np


def prefix_sum(total, x):
    for i in range(len(x)):
        total[i + 1] = total[i] + x[i]


def prefix_sum_numpy(total, x):
    np.cumsum(x, out=total[1:])


def make_inputs(seed: int, n: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    return np.zeros(n + 1, dtype=np.int64), random.integers(-1000, 1000, n)
