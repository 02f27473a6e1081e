"""The nearest of some centres for each of many points."""

from typing import Any

import numpy as np


def kmeans_assign(labels, points, centres):
    for i in range(points.shape[0]):
        best = 1e300
        where = 0
        for c in range(centres.shape[0]):
            distance = 0.0
            for d in range(points.shape[1]):
                difference = points[i, d] - centres[c, d]
                distance += difference * difference
            if distance < best:
                best = distance
                where = c
        labels[i] = where


def kmeans_assign_numpy(labels, points, centres):
    distances = np.empty((len(points), len(centres)))
    for c, centre in enumerate(centres):
        distances[:, c] = ((points - centre) ** 2).sum(axis=1)
    labels[:] = distances.argmin(axis=1)


def make_inputs(seed: int, n: int, clusters: int, dimensions: int) -> tuple[Any, ...]:
    """Labels begin at -1, which none is afterwards."""
    random = np.random.default_rng(seed)
    points = random.standard_normal((n, dimensions))
    centres = random.standard_normal((clusters, dimensions))
    return np.full(n, -1, dtype=np.int64), points, centres
