"""Time steps depend on each other; rows of one sweep do not, so each sweep is one parallel loop.

prange over rows keeps the innermost loop contiguous, and each thread meets the same rows in every
sweep, in its own cache.
"""

from numba import prange


def jacobi_2d(a, b, steps):
    n = a.shape[0]
    m = a.shape[1]
    for t in range(steps):
        for i in prange(1, n - 1):
            for j in range(1, m - 1):
                b[i, j] = 0.2 * (a[i, j] + a[i, j - 1] + a[i, j + 1] + a[i + 1, j] + a[i - 1, j])
        for i in prange(1, n - 1):
            for j in range(1, m - 1):
                a[i, j] = 0.2 * (b[i, j] + b[i, j - 1] + b[i, j + 1] + b[i + 1, j] + b[i - 1, j])
