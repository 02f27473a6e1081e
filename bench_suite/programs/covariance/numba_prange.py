"""Sums along columns, formed for a row of results at a time: the innermost loop is contiguous.

The plain order runs down columns and adds one number after the other; here a row of sums grows
together, each in the same order. Row j of the triangle has m - j sums: prange pairs a long row with
a short one, so that all threads get as much. Slices that begin at j spare Numba the question
whether an index is negative, in the innermost loop.
"""

import numpy as np
from numba import prange

BLOCK = 64


def covariance(cov, mean, x):
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
    for pair in prange((m + 1) // 2):
        # Numba's index is unsigned, and mixed with signed numbers it would become a float.
        top = np.int64(pair)
        bottom = m - 1 - top
        for j in range(top, bottom + 1, max(bottom - top, 1)):
            row = cov[j, j:]
            for k in range(len(row)):
                row[k] = 0.0
            for i in range(n):
                right = x[i, j:]
                factor = right[0]
                for k in range(len(row)):
                    row[k] += factor * right[k]
            for k in range(len(row)):
                row[k] /= n - 1
                cov[j + k, j] = row[k]
