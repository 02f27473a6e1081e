"""Order i, k, j in tiles of k: the innermost loop runs along rows of b and c, and vectorizes.

Rows of c are independent, so prange stands outermost and threads meet once. A tile of rows of b
stays in the cache while a thread goes through its rows. k grows within and between tiles, so that
each sum is formed in the order of the plain loops.
"""

from numba import prange

TILE = 64


def gemm(c, a, b):
    rows, columns = c.shape
    inner = a.shape[1]
    blocks = (rows + TILE - 1) // TILE
    for block in prange(blocks):
        first = block * TILE
        last = min(first + TILE, rows)
        for begin in range(0, inner, TILE):
            end = min(begin + TILE, inner)
            for i in range(first, last):
                for k in range(begin, end):
                    factor = a[i, k]
                    for j in range(columns):
                        c[i, j] += factor * b[k, j]
