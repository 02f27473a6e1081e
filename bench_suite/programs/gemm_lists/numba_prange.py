"""Arrays made of the lists, multiplied in the order i, k, j, and put back into the lists.

Numba takes no list of lists as an argument. Its own typed lists would have to be filled element by
element; NumPy converts at once, and its rows are contiguous. All conversions belong to the call.
Four k at a time, as in gemm; rows are short enough to stay in the cache without tiles.
"""

import numpy as np
from numba import prange


def gemm_lists(c, a, b):
    """What Numba compiles; c, a and b are arrays here."""
    rows, columns = c.shape
    inner = a.shape[1]
    fours = inner - inner % 4
    for i in prange(rows):
        row = c[i]
        left = a[i]
        for k in range(0, fours, 4):
            f0, f1, f2, f3 = left[k], left[k + 1], left[k + 2], left[k + 3]
            b0, b1, b2, b3 = b[k], b[k + 1], b[k + 2], b[k + 3]
            for j in range(columns):
                row[j] = row[j] + f0 * b0[j] + f1 * b1[j] + f2 * b2[j] + f3 * b3[j]
        for k in range(fours, inner):
            factor = left[k]
            below = b[k]
            for j in range(columns):
                row[j] += factor * below[j]


def call(compiled, c, a, b):
    """What is called with the lists."""
    if not c or not b:
        return
    result = np.array(c)
    compiled(result, np.array(a), np.array(b))
    for row, values in zip(c, result.tolist(), strict=True):
        row[:] = values
