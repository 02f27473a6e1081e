"""Calls that are compiled as values: functions of the file, and builtins that are operators."""

from __future__ import annotations

import math

import numpy as np

SCALE = 0.25


def _damped(x, rate):
    return x * math.exp(-rate)


def _clamped(x, most):
    if x < 0:
        return 0.0
    wide = x * SCALE
    if wide > most:
        wide = most
    return wide


def _of_neighbours(values, i):
    return values[i] + values[i + 1]


def call_helpers(a: float64[n], b: float64.strided[n], p: float, n: size):
    for i in range(n):
        b[i] = _clamped(_damped(a[i], p), 3.0) + _of_neighbours(a, i)


def raise_and_divide(a: float64[n], b: int64[n], n: size):
    for i in range(n):
        q, r = divmod(i, 7)
        b[i] = pow(i, 2) + q - r + round(a[i] % 10) + divmod(i, 3)[1]
    return q, r


def take_the_larger(a: int32[n], b: int64[n], n: size):
    for i in range(n):
        b[i] = np.maximum(a[i], i) + np.abs(a[i])


def measure_rows(a: list_of_float[n, n], b: float64[n, n], n: size):
    k = 0
    for i in range(n):
        for j in range(len(a[i]) - 2):
            a[i][j] = a[i][j] * SCALE
        k += len(b[i])
    return k
