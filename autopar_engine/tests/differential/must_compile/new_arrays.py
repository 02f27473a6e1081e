"""Arrays that a loop's body makes anew in each iteration."""

from __future__ import annotations

import numpy as np


def reversed_rows(a: float64[n, n], b: float64[n, n], n: size):
    for i in range(n):
        t = np.empty(n)
        for j in range(n):
            t[j] = a[i, j]
        for j in range(n):
            b[i, j] = t[n - 1 - j]


def histograms(a: int64[n, n], b: int64[n, n], n: size):
    for i in range(n):
        counts = np.zeros(3, dtype=np.int64)
        for j in range(n):
            counts[a[i, j] % 3] += 1
        b[i, 0] = counts[0] - counts[1] + counts[2]


def windows(a: float32[n, n], b: float32[n, n], p: float, n: size):
    for i in range(n):
        t = np.zeros((a.shape[1] + 2, 2), np.float32)
        t[1:-1, 0] = a[i, :]
        t[:, 1] = t[:, 0] * p
        b[i, :] = t[:-2, 1] + t[2:, 0]
    return t


def weights(b: float64[n], n: size):
    for i in range(n):
        w = np.ones(n + 1)
        w[i] = 0.5
        b[i] = sum(w) / len(w)


def doubled_rows(a: float64[n, n], b: float64[n, n], n: size):
    for i in range(n):
        t = np.zeros((2, a.shape[1]))
        t[0] = a[i]
        t[1] = t[0] * 2
        b[i] = t[1] - t[0]
        s = np.ones(b.shape[1])
        b[i, :] += s
    return t


def other_words_for_types(a: float64[n, n], b: float32[n, n], n: size):
    for i in range(n):
        t = np.zeros(n, "f4")
        t[i] = a[i, 0]
        u = np.ones(n, dtype=np.double)
        u[i] = a[i, i]
        for j in range(n):
            b[i, j] = t[j] * 2 + u[j]
    return t, u
