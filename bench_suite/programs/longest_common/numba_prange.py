"""Blocks on a wavefront: those on one antidiagonal of blocks are independent.

Blocks rather than cells, since a parallel loop costs some microseconds; in a block the order is
that of the plain loops. Slices spare Numba the question whether an index is negative.
"""

import numpy as np
from numba import prange

SIDE = 128


def longest_common(table, x, y):
    rows = (len(x) + SIDE - 1) // SIDE
    columns = (len(y) + SIDE - 1) // SIDE
    for wave in range(rows + columns - 1):
        for block in prange(max(0, wave - columns + 1), min(rows - 1, wave) + 1):
            # Numba's index is unsigned, and mixed with signed numbers it would become a float.
            top = np.int64(block) * SIDE
            left = (wave - np.int64(block)) * SIDE
            letters = y[left : left + SIDE]
            for i in range(top, min(top + SIDE, len(x))):
                above = table[i, left : left + SIDE + 1]
                row = table[i + 1, left : left + SIDE + 1]
                letter = x[i]
                for j in range(len(letters)):
                    if letter == letters[j]:
                        row[j + 1] = above[j] + 1
                    else:
                        row[j + 1] = max(above[j + 1], row[j])
