"""One independent loop; Numba compiles it for arrays of any stride, so it gathers and scatters."""

from numba import prange


def strided_update(a, x, y):
    for i in prange(len(y)):
        y[i] = y[i] + a * x[i]
