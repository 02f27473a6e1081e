"""The covariances of the columns of a table, which is centred on the way."""

from typing import Any

import numpy as np


def covariance(cov, mean, x):
    n = x.shape[0]
    m = x.shape[1]
    for j in range(m):
        mean[j] = 0.0
        for i in range(n):
            mean[j] += x[i, j]
        mean[j] /= n
    for i in range(n):
        for j in range(m):
            x[i, j] -= mean[j]
    for j in range(m):
        for k in range(j, m):
            s = 0.0
            for i in range(n):
                s += x[i, j] * x[i, k]
            cov[j, k] = s / (n - 1)
            cov[k, j] = cov[j, k]


def covariance_numpy(cov, mean, x):
    mean[:] = x.mean(axis=0)
    x -= mean
    cov[:] = x.T @ x / (x.shape[0] - 1)


def make_inputs(seed: int, rows: int, columns: int) -> tuple[Any, ...]:
    """Two rows more than asked for, so that there is a variance even for none."""
    random = np.random.default_rng(seed)
    x = random.standard_normal((rows + 2, columns))
    return np.zeros((columns, columns)), np.zeros(columns), x
