"""Attributes that do not change in the loop: of arguments, of a global, of modules."""

from __future__ import annotations

import math
from types import SimpleNamespace

SETTINGS = SimpleNamespace(rate=0.5, limits=SimpleNamespace(most=2.5))


def add_neighbours(o: box):
    for i in range(1, o.count):
        o.kept[i] = o.scale * (o.values[i - 1] + o.values[i + 1])
    return o.kept


def add_up_elements(o: box, p: float):
    total = 0.0
    for x in o.values:
        total += x * o.scale + p
    return total, x


def go_through_a_list(o: box):
    for i, x in enumerate(o.items):
        o.items[i] = x * o.scale
    return i, x


def scale_rows(o: box, a: float64[n, n], n: size):
    for i in range(n):
        row = a[i]
        for j in range(len(o.values)):
            row[j] = row[j] + o.values[j]
    return i, j


def update_slices(o: box, a: float64[n, n]):
    for i in range(1, o.count):
        o.kept[i:] = o.values[i:] * o.scale - a[i, i:]
        o.kept[:-1] += o.values[1:]
        a[:, i] = o.values[:] * 0.5


def read_globals(a: float64[n], n: size):
    for i in range(n):
        if a[i] < SETTINGS.limits.most:
            a[i] = a[i] * math.pi + SETTINGS.rate


def count_to_extents(a: float64[n, n], b: float64[n, n]):
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            b[i, j] = a[i, j] * a.size + a.ndim
