"""Several sweeps at once, each two blocks of rows behind the one before it.

A row needs the row above from its own sweep and the row below from the sweep before. So block b of
sweep t can run as soon as blocks b - 1 of its own sweep and b + 1 of the one before are done: all
with the same b + 2 * t are independent, and prange goes over them. In a block the order is that of
the plain loops. Blocks rather than rows, since a parallel loop costs some microseconds.
"""

import numpy as np
from numba import prange

HEIGHT = 8


def seidel_2d(a, steps):
    n = a.shape[0]
    m = a.shape[1]
    blocks = (n - 2 + HEIGHT - 1) // HEIGHT
    for wave in range(blocks + 2 * (steps - 1)):
        first = max(0, (wave - blocks + 2) // 2)
        last = min(steps - 1, wave // 2)
        for t in prange(first, last + 1):
            # Numba's index is unsigned, and mixed with signed numbers it would become a float.
            top = 1 + (wave - 2 * np.int64(t)) * HEIGHT
            for i in range(top, min(top + HEIGHT, n - 1)):
                for j in range(1, m - 1):
                    a[i, j] = (
                        a[i - 1, j - 1]
                        + a[i - 1, j]
                        + a[i - 1, j + 1]
                        + a[i, j - 1]
                        + a[i, j]
                        + a[i, j + 1]
                        + a[i + 1, j - 1]
                        + a[i + 1, j]
                        + a[i + 1, j + 1]
                    ) / 9.0
