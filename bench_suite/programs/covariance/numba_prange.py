"""Sums along columns, formed for a row of results at a time: the innermost loop is contiguous.

The plain order runs down columns and adds one number after the other; here a row of sums grows
together, four rows of the table at a time, each in the same order. A tile of rows stays in the
cache while it is added to all results. Row j of the triangle has m - j sums: threads take turns, so
that each gets as much. Slices that begin at j spare Numba the question whether an index is
negative, in the innermost loop.
"""

import numpy as np
from numba import get_num_threads, prange

BLOCK = 64
DEPTH = 64


def covariance(cov, mean, x, threads):
    n = x.shape[0]
    m = x.shape[1]
    for block in prange((m + BLOCK - 1) // BLOCK):
        begin = block * BLOCK
        end = min(begin + BLOCK, m)
        for j in range(begin, end):
            mean[j] = 0.0
        for i in range(n):
            for j in range(begin, end):
                mean[j] += x[i, j]
        for j in range(begin, end):
            mean[j] /= n
    for i in prange(n):
        for j in range(m):
            x[i, j] -= mean[j]
    for thread in prange(threads):
        # Numba's index is unsigned, and mixed with signed numbers it would become a float.
        first = np.int64(thread)
        for j in range(first, m, threads):
            row = cov[j, j:]
            for k in range(len(row)):
                row[k] = 0.0
        for begin in range(0, n, DEPTH):
            end = min(begin + DEPTH, n)
            fours = end - (end - begin) % 4
            for j in range(first, m, threads):
                row = cov[j, j:]
                for i in range(begin, fours, 4):
                    x0, x1, x2, x3 = x[i, j:], x[i + 1, j:], x[i + 2, j:], x[i + 3, j:]
                    f0, f1, f2, f3 = x0[0], x1[0], x2[0], x3[0]
                    for k in range(len(row)):
                        row[k] = row[k] + f0 * x0[k] + f1 * x1[k] + f2 * x2[k] + f3 * x3[k]
                for i in range(fours, end):
                    right = x[i, j:]
                    factor = right[0]
                    for k in range(len(row)):
                        row[k] += factor * right[k]
        for j in range(first, m, threads):
            row = cov[j, j:]
            for k in range(len(row)):
                row[k] /= n - 1
                cov[j + k, j] = row[k]


def call(compiled, cov, mean, x):
    """Asks for the threads out here: Numba keeps on disk no code that does so itself."""
    compiled(cov, mean, x, get_num_threads())
