"""Blocks of columns: once known, their products are subtracted from everything to the right.

The plain order forms one sum after the other, and each waits for its subtractions; here the
innermost loop runs along a row and vectorizes, four columns at a time. A cell still subtracts in
the order of the columns. The known columns are copied, so that each is contiguous. Rows below a
block are independent; they grow longer, so threads take turns. Only the last block may hold fewer
columns than BLOCK, which is a multiple of four, and there is nothing to the right of it.
"""

import math

import numpy as np
from numba import get_num_threads, prange

BLOCK = 32


def cholesky(a, threads):
    rows, columns = a.shape
    panel = np.empty((BLOCK, columns))
    for begin in range(0, columns, BLOCK):
        end = min(begin + BLOCK, columns)
        for j in range(begin, end):
            for k in range(begin, j):
                a[j, j] -= a[j, k] * a[j, k]
            a[j, j] = math.sqrt(a[j, j])
            for i in range(j + 1, end):
                for k in range(begin, j):
                    a[i, j] -= a[i, k] * a[j, k]
                a[i, j] /= a[j, j]
                panel[j - begin, i] = a[i, j]
        for thread in prange(threads):
            for i in range(end + np.int64(thread), rows, threads):
                for k in range(begin, end):
                    factor = a[i, k] / a[k, k]
                    a[i, k] = factor
                    if i < columns:
                        panel[k - begin, i] = factor
                    row = a[i, k + 1 : end]
                    known = panel[k - begin, k + 1 :]
                    for j in range(len(row)):
                        row[j] -= factor * known[j]
        if end == columns:
            break
        for thread in prange(threads):
            for i in range(end + np.int64(thread), rows, threads):
                row = a[i, end : min(i + 1, columns)]
                for k in range(begin, end, 4):
                    f0, f1, f2, f3 = a[i, k], a[i, k + 1], a[i, k + 2], a[i, k + 3]
                    p0, p1 = panel[k - begin, end:], panel[k - begin + 1, end:]
                    p2, p3 = panel[k - begin + 2, end:], panel[k - begin + 3, end:]
                    for j in range(len(row)):
                        row[j] = row[j] - f0 * p0[j] - f1 * p1[j] - f2 * p2[j] - f3 * p3[j]


def call(compiled, a):
    """Asks for the threads out here: Numba keeps on disk no code that does so itself."""
    compiled(a, get_num_threads())
