"""Intervals of 95 %, by the bootstrap with a fixed seed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

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


@dataclass(frozen=True)
class ClusterShare:
    """A share of a whole that comes in clusters: sums over the clusters, divided.

    `percentile` and `accelerated` (BCa: corrected for bias and skewness) are 95 % intervals from
    draws of whole clusters. `design_effect` is how many times the variance is that of as many
    independent draws, `effective_n` how many of those would tell as much; both are unknown where
    the share is 0 or 1 or does not vary.
    """

    part: int
    whole: int
    percentile: Interval | None
    accelerated: Interval | None
    design_effect: float | None
    effective_n: float | None

    @property
    def share(self) -> float:
        """part / whole; 0 of nothing is 0."""
        return self.part / self.whole if self.whole else 0.0


def _accelerated(
    drawn: NDArray[np.float64], share: float, left_out: NDArray[np.float64]
) -> Interval:
    """The BCa interval (Efron 1987) of `share` from its draws and from its values without one
    cluster each. It is the share itself where nothing varies."""
    deviations = left_out.mean() - left_out
    spread = float((deviations**2).sum())
    if spread == 0 or drawn.min() == drawn.max():
        return share, share
    normal = NormalDist()
    below = float((drawn < share).mean() + (drawn == share).mean() / 2)
    least = 1 / (2 * len(drawn))
    bias = normal.inv_cdf(min(max(below, least), 1 - least))
    acceleration = float((deviations**3).sum()) / (6 * spread**1.5)
    places = []
    for tail in (0.025, 0.975):
        moved = bias + normal.inv_cdf(tail)
        places.append(100 * normal.cdf(bias + moved / (1 - acceleration * moved)))
    low, high = np.percentile(drawn, places)
    return float(low), float(high)


def _shares(parts: NDArray[np.float64], wholes: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.divide(parts, wholes, out=np.zeros_like(parts), where=wholes > 0))


def cluster_shares(
    parts: Mapping[str, Mapping[str, int]], wholes: Mapping[str, int]
) -> dict[str, ClusterShare]:
    """Class -> its share, from cluster -> class -> count and cluster -> size of the whole.

    Where fewer than LEAST_CLUSTERS clusters have anything in them there are no intervals.
    """
    names = sorted(name for name, whole in wholes.items() if whole > 0)
    classes = sorted({label for name in names for label in parts.get(name, {})})
    sizes = np.array([float(wholes[name]) for name in names])
    table = np.array([[float(parts.get(n, {}).get(c, 0)) for c in classes] for n in names])
    if len(names) < LEAST_CLUSTERS:
        sums = table.sum(axis=0) if len(names) else np.zeros(len(classes))
        return {
            label: ClusterShare(int(sums[i]), int(sizes.sum()), None, None, None, None)
            for i, label in enumerate(classes)
        }
    generator = np.random.default_rng(_SEED)
    draws = generator.multinomial(len(names), [1 / len(names)] * len(names), RESAMPLES)
    drawn_wholes = draws @ sizes
    return {
        label: _cluster_share(table[:, i], sizes, draws @ table[:, i], drawn_wholes)
        for i, label in enumerate(classes)
    }


def _cluster_share(
    parts: NDArray[np.float64],
    wholes: NDArray[np.float64],
    drawn_parts: NDArray[np.float64],
    drawn_wholes: NDArray[np.float64],
) -> ClusterShare:
    part, whole = float(parts.sum()), float(wholes.sum())
    share = part / whole
    drawn = _shares(drawn_parts, drawn_wholes)
    left_out = _shares(part - parts, whole - wholes)
    low, high = np.percentile(drawn, [2.5, 97.5])
    variance, plain = float(drawn.var()), share * (1 - share) / whole
    effect = variance / plain if plain > 0 and variance > 0 else None
    return ClusterShare(
        int(part),
        int(whole),
        (float(low), float(high)),
        _accelerated(drawn, share, left_out),
        effect,
        whole / effect if effect else None,
    )


def _resampled_medians(
    samples: Sequence[float], generator: np.random.Generator
) -> NDArray[np.float64]:
    drawn = generator.choice(np.asarray(samples, dtype=np.float64), (RESAMPLES, len(samples)))
    return np.asarray(np.median(drawn, axis=1), dtype=np.float64)


def ratio_interval(numerator: Sequence[float], denominator: Sequence[float]) -> Interval | None:
    """Interval of the ratio of the two medians; nothing with fewer than 3 samples on a side.

    From 3 to 5 samples it holds less than 95 %, see median_interval.
    """
    if min(len(numerator), len(denominator)) < 3:
        return None
    generator = np.random.default_rng(_SEED)
    ratios = _resampled_medians(numerator, generator) / _resampled_medians(denominator, generator)
    low, high = np.percentile(ratios, [2.5, 97.5])
    return float(low), float(high)


def median_interval(samples: Sequence[float]) -> Interval | None:
    """Interval of the median; nothing with fewer than 3 samples.

    Of 3, 4 and 5 samples it is nearly the whole range, which holds the median with no more than
    75, 88 and 94 %.
    """
    if len(samples) < 3:
        return None
    low, high = np.percentile(
        _resampled_medians(samples, np.random.default_rng(_SEED)), [2.5, 97.5]
    )
    return float(low), float(high)
