"""As soon as a column is known, its products are subtracted from everything to the right of it.

The plain order forms one sum after the other, and each waits for its additions; here the innermost
loop runs along a row and vectorizes. A cell still subtracts in the order of the columns. The column
is copied to be contiguous. Rows are independent, so prange goes over them.
"""

import math

import numpy as np
from numba import prange


def cholesky(a):
    n = a.shape[0]
    column = np.empty(n)
    for j in range(n):
        root = math.sqrt(a[j, j])
        a[j, j] = root
        for i in range(j + 1, n):
            column[i] = a[i, j] / root
        for i in prange(j + 1, n):
            factor = column[i]
            a[i, j] = factor
            row = a[i, j + 1 : i + 1]
            known = column[j + 1 : i + 1]
            for k in range(len(row)):
                row[k] -= factor * known[k]
