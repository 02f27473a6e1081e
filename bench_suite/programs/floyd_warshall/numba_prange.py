"""k is sequential; for one k the rows are independent, as long as no d[k, k] is negative.

That much the author knows. prange over i keeps the innermost loop contiguous; min in place of the
test stores every cell, but vectorizes.
"""

from numba import prange


def floyd_warshall(d, hubs):
    n = d.shape[0]
    for k in range(hubs):
        for i in prange(n):
            to_k = d[i, k]
            for j in range(n):
                d[i, j] = min(d[i, j], to_k + d[k, j])
