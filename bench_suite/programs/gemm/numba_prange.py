"""Order i, k, j in tiles, four k at a time: the innermost loop runs along rows, and vectorizes.

Rows of c are independent; each thread gets one piece of them, however few there are, and threads
meet once. A tile of b stays in the cache while a thread goes through its rows. Four products at a
time spare three of four loads and stores of c; they are added in the order of k, which grows within
and between tiles, so that each sum is formed in the order of the plain loops. Slices spare Numba
the question whether an index is negative.
"""

import numpy as np
from numba import get_num_threads, prange

DEPTH = 64
WIDTH = 512


def gemm(c, a, b, threads):
    rows, columns = c.shape
    inner = a.shape[1]
    bounds = np.empty(threads + 1, dtype=np.int64)
    for thread in range(threads + 1):
        bounds[thread] = thread * rows // threads
    for thread in prange(threads):
        for left in range(0, columns, WIDTH):
            right = min(left + WIDTH, columns)
            for begin in range(0, inner, DEPTH):
                end = min(begin + DEPTH, inner)
                fours = end - (end - begin) % 4
                for i in range(bounds[thread], bounds[thread + 1]):
                    row = c[i, left:right]
                    for k in range(begin, fours, 4):
                        f0, f1, f2, f3 = a[i, k], a[i, k + 1], a[i, k + 2], a[i, k + 3]
                        b0, b1 = b[k, left:right], b[k + 1, left:right]
                        b2, b3 = b[k + 2, left:right], b[k + 3, left:right]
                        for j in range(len(row)):
                            row[j] = row[j] + f0 * b0[j] + f1 * b1[j] + f2 * b2[j] + f3 * b3[j]
                    for k in range(fours, end):
                        factor = a[i, k]
                        below = b[k, left:right]
                        for j in range(len(row)):
                            row[j] += factor * below[j]


def call(compiled, c, a, b):
    """Asks for the threads out here: Numba keeps on disk no code that does so itself."""
    compiled(c, a, b, get_num_threads())
