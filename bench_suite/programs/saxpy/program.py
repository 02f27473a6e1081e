"""A vector times a number, added to another vector."""

from typing import Any

import numpy as np


def saxpy(a, x, y):
    for i in range(len(x)):
        y[i] = a * x[i] + y[i]


def saxpy_numpy(a, x, y):
    y += a * x


def make_inputs(seed: int, n: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    return 2.5, random.standard_normal(n), random.standard_normal(n)
