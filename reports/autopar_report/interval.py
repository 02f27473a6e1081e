"""Intervals of 95 %, by the percentile bootstrap with a fixed seed."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000
LEAST_CLUSTERS = 10
_SEED = 20190

Interval = tuple[float, float]


def linked_clusters(places: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Notebook -> cluster, from (notebook, repository) pairs.

    Repositories that hold a common notebook, directly or over others, are one cluster; it is named
    after the first of its repositories.
    """
    parents: dict[str, str] = {}
    first_place: dict[str, str] = {}

    def root(repository: str) -> str:
        while parents.setdefault(repository, repository) != repository:
            parents[repository] = parents[parents[repository]]
            repository = parents[repository]
        return repository

    for notebook, repository in places:
        one, other = root(first_place.setdefault(notebook, repository)), root(repository)
        parents[max(one, other)] = min(one, other)
    return {notebook: root(repository) for notebook, repository in first_place.items()}


def share_intervals(counts: Mapping[str, Mapping[str, int]]) -> dict[str, Interval]:
    """Class -> interval of its share, from cluster -> class -> count; clusters are drawn anew.

    Empty where there are fewer than LEAST_CLUSTERS clusters with anything in them.
    """
    clusters = [counts[name] for name in sorted(counts) if sum(counts[name].values()) > 0]
    if len(clusters) < LEAST_CLUSTERS:
        return {}
    classes = sorted({name for cluster in clusters for name in cluster})
    table = np.array([[cluster.get(name, 0) for name in classes] for cluster in clusters])
    generator = np.random.default_rng(_SEED)
    draws = generator.multinomial(len(clusters), [1 / len(clusters)] * len(clusters), RESAMPLES)
    sums = draws @ table
    shares = sums / sums.sum(axis=1, keepdims=True)
    low, high = np.percentile(shares, [2.5, 97.5], axis=0)
    return {name: (float(low[i]), float(high[i])) for i, name in enumerate(classes)}


def _resampled_medians(
    samples: Sequence[float], generator: np.random.Generator
) -> NDArray[np.float64]:
    drawn = generator.choice(np.asarray(samples, dtype=np.float64), (RESAMPLES, len(samples)))
    return np.asarray(np.median(drawn, axis=1), dtype=np.float64)


def ratio_interval(numerator: Sequence[float], denominator: Sequence[float]) -> Interval | None:
    """Interval of the ratio of the two medians; nothing with fewer than 3 samples on a side."""
    if min(len(numerator), len(denominator)) < 3:
        return None
    generator = np.random.default_rng(_SEED)
    ratios = _resampled_medians(numerator, generator) / _resampled_medians(denominator, generator)
    low, high = np.percentile(ratios, [2.5, 97.5])
    return float(low), float(high)
