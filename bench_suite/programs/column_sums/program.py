"""The sums of the columns of a table in Fortran's order, read row by row."""

from typing import Any

import numpy as np


def column_sums(total, x):
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            total[j] += x[i, j]


def column_sums_numpy(total, x):
    total += x.sum(axis=0)


def make_inputs(seed: int, rows: int, columns: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    return np.zeros(columns), np.asfortranarray(random.standard_normal((rows, columns)))
