"""Points in blocks, turned so that one coordinate of all points of a block is contiguous.

A distance is formed in order, so it cannot be vectorized, but those of many points side by side
can. Blocks are independent, and prange goes over them; what lies behind the last point is computed
and not used.
"""

import numpy as np
from numba import prange

BLOCK = 64


def kmeans_assign(labels, points, centres):
    n, dimensions = points.shape
    clusters = centres.shape[0]
    for block in prange((n + BLOCK - 1) // BLOCK):
        begin = block * BLOCK
        size = min(BLOCK, n - begin)
        across = np.zeros((dimensions, BLOCK))
        for i in range(size):
            for d in range(dimensions):
                across[d, i] = points[begin + i, d]
        best = np.full(BLOCK, 1e300)
        where = np.zeros(BLOCK, dtype=np.int64)
        distance = np.empty(BLOCK)
        for c in range(clusters):
            distance[:] = 0.0
            for d in range(dimensions):
                centre = centres[c, d]
                row = across[d]
                for i in range(BLOCK):
                    difference = row[i] - centre
                    distance[i] += difference * difference
            for i in range(BLOCK):
                is_less = distance[i] < best[i]
                best[i] = distance[i] if is_less else best[i]
                where[i] = c if is_less else where[i]
        for i in range(size):
            labels[begin + i] = where[i]
