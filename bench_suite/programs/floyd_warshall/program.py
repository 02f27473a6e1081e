"""The lengths of the shortest paths between all pairs of places, from those of direct roads."""

from typing import Any

import numpy as np


def floyd_warshall(d):
    n = d.shape[0]
    for k in range(n):
        for i in range(n):
            for j in range(n):
                if d[i, k] + d[k, j] < d[i, j]:
                    d[i, j] = d[i, k] + d[k, j]


def floyd_warshall_numpy(d):
    for k in range(d.shape[0]):
        np.minimum(d, d[:, k, np.newaxis] + d[k], out=d)


def make_inputs(seed: int, n: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    d = random.uniform(1.0, 100.0, (n, n))
    np.fill_diagonal(d, 0.0)
    return (d,)
