"""How many values lie in each of the bins between 0 and 1."""

from typing import Any

import numpy as np


def histogram(h, x):
    bins = len(h)
    for i in range(len(x)):
        h[int(x[i] * bins)] += 1


def histogram_numpy(h, x):
    h += np.bincount((x * len(h)).astype(np.int64), minlength=len(h))


def make_inputs(seed: int, n: int, bins: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    return np.zeros(bins, dtype=np.int64), random.random(n)
