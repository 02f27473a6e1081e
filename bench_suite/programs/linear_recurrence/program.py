"""A sequence in which each element is a multiple of the one before, and something more."""

from typing import Any

import numpy as np


def linear_recurrence(x, b, c):
    for i in range(1, len(x)):
        x[i] = b[i] * x[i - 1] + c[i]


def make_inputs(seed: int, n: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    return random.standard_normal(n), random.uniform(-0.9, 0.9, n), random.standard_normal(n)
