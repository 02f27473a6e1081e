"""Blocks of rows and columns: those below a block are independent, and threads meet once per block.

A row first gets its factors of the block, then everything to the right of it, four rows of the
block at a time: that spares most loads and stores, and rows of the block stay in the cache. A cell
subtracts in the order of k, as in the plain loops.
"""

from numba import prange

BLOCK = 32


def lu(m, pivots):
    n = m.shape[0]
    for begin in range(0, pivots, BLOCK):
        end = min(begin + BLOCK, pivots)
        for k in range(begin, end):
            for i in range(k + 1, end):
                factor = m[i, k] / m[k, k]
                m[i, k] = factor
                row = m[i, k + 1 :]
                above = m[k, k + 1 :]
                for j in range(len(row)):
                    row[j] -= factor * above[j]
        for i in prange(end, n):
            row = m[i]
            for k in range(begin, end):
                factor = row[k] / m[k, k]
                row[k] = factor
                for j in range(k + 1, end):
                    row[j] -= factor * m[k, j]
            rest = m[i, end:]
            fours = end - (end - begin) % 4
            for k in range(begin, fours, 4):
                f0, f1, f2, f3 = row[k], row[k + 1], row[k + 2], row[k + 3]
                m0, m1, m2, m3 = m[k, end:], m[k + 1, end:], m[k + 2, end:], m[k + 3, end:]
                for j in range(len(rest)):
                    rest[j] = rest[j] - f0 * m0[j] - f1 * m1[j] - f2 * m2[j] - f3 * m3[j]
            for k in range(fours, end):
                factor = row[k]
                above = m[k, end:]
                for j in range(len(rest)):
                    rest[j] -= factor * above[j]
