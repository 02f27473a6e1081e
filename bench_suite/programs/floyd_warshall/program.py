"""Lengths of the shortest paths between all pairs of places, from those of direct roads.

One changes roads only in the first places, the hubs; with as many hubs as places, anywhere.
"""

from typing import Any

import numpy as np


def floyd_warshall(d, hubs):
    n = d.shape[0]
    for k in range(hubs):
        for i in range(n):
            for j in range(n):
                if d[i, k] + d[k, j] < d[i, j]:
                    d[i, j] = d[i, k] + d[k, j]


def floyd_warshall_numpy(d, hubs):
    for k in range(hubs):
        np.minimum(d, d[:, k, np.newaxis] + d[k], out=d)


def make_inputs(seed: int, n: int, hubs: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    d = random.uniform(1.0, 100.0, (n, n))
    np.fill_diagonal(d, 0.0)
    return d, hubs
