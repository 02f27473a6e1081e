"""One column after the other; the rows of a column are independent and read contiguously."""

import math

from numba import prange


def cholesky(a):
    n = a.shape[0]
    for j in range(n):
        s = a[j, j]
        for k in range(j):
            s -= a[j, k] * a[j, k]
        root = math.sqrt(s)
        a[j, j] = root
        for i in prange(j + 1, n):
            t = a[i, j]
            for k in range(j):
                t -= a[i, k] * a[j, k]
            a[i, j] = t / root
