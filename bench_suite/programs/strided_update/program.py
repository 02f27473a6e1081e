"""Every second element of one array, added to every third of another from the end backwards."""

from typing import Any

import numpy as np


def strided_update(a, x, y):
    for i in range(len(y)):
        y[i] = y[i] + a * x[i]


def strided_update_numpy(a, x, y):
    y += a * x


def make_inputs(seed: int, n: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    x = random.standard_normal(2 * n + 1)
    y = random.standard_normal(3 * n + 1)
    return -0.5, x[1::2], y[:0:-3]
