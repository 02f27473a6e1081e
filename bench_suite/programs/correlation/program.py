"""How strongly the columns of a table go together; the table is normalised on the way."""

import math
from typing import Any

import numpy as np


def correlation(corr, mean, std, x):
    n = x.shape[0]
    m = x.shape[1]
    for j in range(m):
        mean[j] = 0.0
        for i in range(n):
            mean[j] += x[i, j]
        mean[j] /= n
    for j in range(m):
        std[j] = 0.0
        for i in range(n):
            difference = x[i, j] - mean[j]
            std[j] += difference * difference
        std[j] = math.sqrt(std[j] / n)
        if std[j] <= 0.1:
            std[j] = 1.0
    for i in range(n):
        for j in range(m):
            x[i, j] = (x[i, j] - mean[j]) / (math.sqrt(n) * std[j])
    for j in range(m):
        corr[j, j] = 1.0
        for k in range(j + 1, m):
            s = 0.0
            for i in range(n):
                s += x[i, j] * x[i, k]
            corr[j, k] = s
            corr[k, j] = s


def correlation_numpy(corr, mean, std, x):
    mean[:] = x.mean(axis=0)
    std[:] = x.std(axis=0)
    std[std <= 0.1] = 1.0
    x[:] = (x - mean) / (math.sqrt(x.shape[0]) * std)
    corr[:] = x.T @ x
    np.fill_diagonal(corr, 1.0)


def make_inputs(seed: int, rows: int, columns: int) -> tuple[Any, ...]:
    """Two rows more than asked for, so that columns vary even for none."""
    random = np.random.default_rng(seed)
    x = random.standard_normal((rows + 2, columns))
    return np.zeros((columns, columns)), np.zeros(columns), np.zeros(columns), x
