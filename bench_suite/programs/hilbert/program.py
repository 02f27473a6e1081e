"""A matrix of the reciprocals of whole numbers, after Hilbert."""

from typing import Any

import numpy as np


def hilbert(h, shift):
    for i in range(h.shape[0]):
        for j in range(h.shape[1]):
            h[i, j] = 1.0 / (i + j + shift)


def hilbert_numpy(h, shift):
    h[:] = 1.0 / (np.arange(h.shape[0])[:, np.newaxis] + np.arange(h.shape[1]) + shift)


def make_inputs(seed: int, rows: int, columns: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    return np.zeros((rows, columns)), int(random.integers(1, 1_000_000))
