"""Rows are independent; the sum along a row keeps its order and gathers, so it stays scalar."""

from numba import prange


def spmv(y, start, column, value, x):
    for i in prange(len(y)):
        s = 0.0
        for k in range(start[i], start[i + 1]):
            s += value[k] * x[column[k]]
        y[i] = s
