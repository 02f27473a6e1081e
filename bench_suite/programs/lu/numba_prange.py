"""For one k the rows below are independent; prange goes over them, the inner loop is contiguous."""

from numba import prange


def lu(m):
    n = m.shape[0]
    for k in range(n):
        for i in prange(k + 1, n):
            factor = m[i, k] / m[k, k]
            m[i, k] = factor
            for j in range(k + 1, n):
                m[i, j] = m[i, j] - factor * m[k, j]
