"""Blocks of hubs: what they lead to is known first, and threads meet once per block.

k is sequential; for one k the rows are independent, as long as no d[k, k] is negative. That much
the author knows. Row k is kept as it is at step k. Then each other row goes through the steps of
the block while it is in the cache, four at a time: that spares most loads and stores. min in place
of the test stores every cell, but vectorizes.
"""

import numpy as np
from numba import prange

BLOCK = 32


def floyd_warshall(d, hubs):
    n = d.shape[0]
    onwards = np.empty((BLOCK, n))
    for begin in range(0, hubs, BLOCK):
        end = min(begin + BLOCK, hubs)
        for k in range(begin, end):
            onwards[k - begin] = d[k]
            for i in range(begin, end):
                row = d[i]
                to_k = row[k]
                for j in range(n):
                    row[j] = min(row[j], to_k + onwards[k - begin, j])
        fours = end - (end - begin) % 4
        for i in prange(n):
            if i < begin or i >= end:
                row = d[i]
                for k in range(begin, fours, 4):
                    d0, d1 = onwards[k - begin], onwards[k - begin + 1]
                    d2, d3 = onwards[k - begin + 2], onwards[k - begin + 3]
                    t0 = row[k]
                    t1 = min(row[k + 1], t0 + d0[k + 1])
                    t2 = min(min(row[k + 2], t0 + d0[k + 2]), t1 + d1[k + 2])
                    t3 = min(min(row[k + 3], t0 + d0[k + 3]), t1 + d1[k + 3])
                    t3 = min(t3, t2 + d2[k + 3])
                    for j in range(n):
                        best = min(min(row[j], t0 + d0[j]), t1 + d1[j])
                        row[j] = min(min(best, t2 + d2[j]), t3 + d3[j])
                for k in range(fours, end):
                    to_k = row[k]
                    for j in range(n):
                        row[j] = min(row[j], to_k + onwards[k - begin, j])
