"""The only loop there is; each thread gets one piece, and LLVM vectorizes it."""

from numba import prange


def saxpy(a, x, y):
    for i in prange(len(x)):
        y[i] = a * x[i] + y[i]
