"""The product of a sparse matrix, its rows one after the other, and a vector."""

from typing import Any

import numpy as np


def spmv(y, start, column, value, x):
    for i in range(len(y)):
        s = 0.0
        for k in range(start[i], start[i + 1]):
            s += value[k] * x[column[k]]
        y[i] = s


def spmv_numpy(y, start, column, value, x):
    rows = np.repeat(np.arange(len(y)), np.diff(start))
    y[:] = np.bincount(rows, weights=value * x[column], minlength=len(y))


def make_inputs(seed: int, rows: int, columns: int, row_length: int) -> tuple[Any, ...]:
    """A row has row_length elements on average, from none to twice as many."""
    random = np.random.default_rng(seed)
    lengths = random.integers(0, 2 * row_length + 1, rows)
    start = np.zeros(rows + 1, dtype=np.int64)
    np.cumsum(lengths, out=start[1:])
    column = random.integers(0, max(columns, 1), start[-1])
    value = random.standard_normal(start[-1])
    return np.zeros(rows), start, column, value, random.standard_normal(columns)
