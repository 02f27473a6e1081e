"""Blocks on a wavefront: those on one antidiagonal of blocks are independent.

Blocks rather than cells, since a parallel loop costs some microseconds; in a block the order is
that of the plain loops.
"""

from numba import prange

SIDE = 128


def longest_common(table, x, y):
    rows = (len(x) + SIDE - 1) // SIDE
    columns = (len(y) + SIDE - 1) // SIDE
    for wave in range(rows + columns - 1):
        for block in prange(max(0, wave - columns + 1), min(rows - 1, wave) + 1):
            top = 1 + block * SIDE
            left = 1 + (wave - block) * SIDE
            for i in range(top, min(top + SIDE, len(x) + 1)):
                for j in range(left, min(left + SIDE, len(y) + 1)):
                    if x[i - 1] == y[j - 1]:
                        table[i, j] = table[i - 1, j - 1] + 1
                    else:
                        table[i, j] = max(table[i - 1, j], table[i, j - 1])
