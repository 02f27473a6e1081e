"""The kit for raters: a blind sample of loops, and how far two sheets agree."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from autopar_report.database import ReportError
from autopar_report.interval import RESAMPLES, Interval
from autopar_report.table import Table
from autopar_report.taxonomy import DIMENSIONS

ID = "id"
_SEED = 20190


def allocate(strata: Mapping[str, int], wanted: int) -> dict[str, int]:
    """How many to draw of each stratum: as even as their sizes allow.

    What small strata lack is spread over the others; of a remainder the first strata by name get
    one each. All of it if there are not as many as wanted.
    """
    drawn = dict.fromkeys(sorted(strata), 0)
    left = min(wanted, sum(strata.values()))
    while left:
        open_strata = [name for name in drawn if drawn[name] < strata[name]]
        each = max(left // len(open_strata), 1)
        for name in open_strata:
            more = min(each, strata[name] - drawn[name], left)
            drawn[name] += more
            left -= more
    return drawn


def draw(strata: Mapping[str, Sequence[int]], wanted: int, seed: int) -> list[tuple[int, str]]:
    """(item, stratum) drawn without replacement, in an order that tells nothing of the strata."""
    generator = np.random.default_rng(seed)
    numbers = allocate({name: len(items) for name, items in strata.items()}, wanted)
    drawn = [
        (int(item), name)
        for name, number in numbers.items()
        for item in generator.choice(np.asarray(strata[name]), number, replace=False)
    ]
    order = generator.permutation(len(drawn))
    return [drawn[position] for position in order]


@dataclass(frozen=True)
class Sheet:
    """A filled sheet: id -> dimension -> label. Fields that were left empty are not there."""

    dimensions: Sequence[str]
    labels: Mapping[str, Mapping[str, str]]


def read_sheet(path: Path) -> Sheet:
    """The sheet at `path`; labels have to be values of the taxonomy."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            fields = list(reader.fieldnames or ())
            rows = list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise ReportError(f"{path}: {error}") from error
    dimensions = [name for name in DIMENSIONS if name in fields]
    if ID not in fields or not dimensions:
        raise ReportError(
            f"{path} is no sheet: it needs the column {ID} and one of {', '.join(DIMENSIONS)}"
        )
    labels: dict[str, dict[str, str]] = {}
    for number, row in enumerate(rows, start=2):
        name = (row[ID] or "").strip()
        if name in labels:
            raise ReportError(f"{path}, line {number}: {name} stands there twice")
        labels[name] = _labels(row, dimensions, f"{path}, line {number}")
    return Sheet(dimensions, labels)


def _labels(row: Mapping[str, str], dimensions: Sequence[str], place: str) -> dict[str, str]:
    labels = {}
    for dimension in dimensions:
        label = (row[dimension] or "").strip().upper()
        if label and label not in DIMENSIONS[dimension][1]:
            values = ", ".join(DIMENSIONS[dimension][1])
            raise ReportError(f"{place}: {dimension} can't be {label}, only {values}")
        if label:
            labels[dimension] = label
    return labels


@dataclass(frozen=True)
class Agreement:
    """How two raters agree in one dimension. Kappa is unknown where chance would explain it all."""

    dimension: str
    loops: int
    agreed: float
    kappa: float | None
    interval: Interval | None
    confusion: Mapping[tuple[str, str], int]


def _kappas(counts: np.ndarray) -> np.ndarray:
    """Cohen's kappa of each matrix of label counts; NaN where chance would explain all."""
    whole = counts.sum(axis=(1, 2))
    agreed = np.trace(counts, axis1=1, axis2=2) / whole
    rows, columns = counts.sum(axis=2), counts.sum(axis=1)
    chance = (rows * columns).sum(axis=1) / whole**2
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((agreed - chance) / (1 - chance), dtype=np.float64)


def _agreement(dimension: str, pairs: Sequence[tuple[str, str]]) -> Agreement:
    names = [name for name in DIMENSIONS[dimension][1] if any(name in pair for pair in pairs)]
    size = len(names)
    cells = np.array([names.index(one) * size + names.index(other) for one, other in pairs])
    counts = np.bincount(cells, minlength=size * size)
    kappa = float(_kappas(counts.reshape(1, size, size))[0])
    generator = np.random.default_rng(_SEED)
    draws = generator.multinomial(len(pairs), counts / len(pairs), RESAMPLES)
    kappas = _kappas(draws.reshape(RESAMPLES, size, size))
    known = kappas[~np.isnan(kappas)]
    interval = None
    if not np.isnan(kappa) and len(known):
        low, high = np.percentile(known, [2.5, 97.5])
        interval = (float(low), float(high))
    confusion = {
        (one, other): int(counts[names.index(one) * size + names.index(other)])
        for one in names
        for other in names
    }
    agreed = float(sum(one == other for one, other in pairs) / len(pairs))
    return Agreement(
        dimension, len(pairs), agreed, None if np.isnan(kappa) else kappa, interval, confusion
    )


def agreements(one: Sheet, other: Sheet) -> list[Agreement]:
    """For each dimension of both sheets the agreement over the loops that both have labelled."""
    result = []
    for dimension in one.dimensions:
        pairs = [
            (one.labels[name][dimension], other.labels[name][dimension])
            for name in one.labels
            if dimension in one.labels[name] and dimension in other.labels.get(name, {})
        ]
        if pairs:
            result.append(_agreement(dimension, pairs))
    if not result:
        raise ReportError("the sheets have no labelled loop in common")
    return result


def agreement_tables(found: Sequence[Agreement]) -> list[Table]:
    """Kappas, then for each dimension the labels that were given, both ways."""
    kappas = Table(
        "agreement",
        "Agreement of the two sheets; the interval is a bootstrap over loops.",
        ("dimension", "loops", "agreed", "kappa", "kappa_low", "kappa_high"),
        [(a.dimension, a.loops, a.agreed, a.kappa, *(a.interval or (None, None))) for a in found],
    )
    confusions = [
        Table(
            f"confusion_{a.dimension}",
            f"Labels of {a.dimension}: how often the first sheet says one and the second the "
            "other.",
            ("first_sheet", "second_sheet", "loops"),
            [(one, other, n) for (one, other), n in a.confusion.items() if n],
        )
        for a in found
    ]
    return [kappas, *confusions]
