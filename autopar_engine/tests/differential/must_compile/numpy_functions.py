"""Functions and types of NumPy on scalars."""

from __future__ import annotations

import numpy as np


def distances(a: float64[n], b: float64.strided[n], c: float64[n], n: size):
    for i in range(n):
        c[i] = np.sqrt(a[i] * a[i] + b[i] * b[i])


def squash(a: float32[n], b: float32[n], n: size):
    for i in range(n):
        b[i] = np.maximum(np.tanh(a[i]), 0.0)


def decay(a: float64[n], p: float, n: size):
    for i, x in enumerate(a):
        a[i] = np.minimum(np.exp(-np.abs(x)), p)


def convert(a: float64[n], b: int32[n], n: size):
    k = np.int64(0)
    for i in range(n):
        b[i] = np.int32(np.floor(np.arctan(a[i]) * 3))
        k += b[i]
        if np.isfinite(a[i]):
            a[i] = np.float32(np.arctan(a[i]))
    return k
