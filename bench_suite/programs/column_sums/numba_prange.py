"""The loops interchanged: columns are independent, and contiguous in Fortran's order.

Each sum is formed in the order of the rows, as in the plain loops.
"""

from numba import prange


def column_sums(total, x):
    for j in prange(x.shape[1]):
        s = total[j]
        for i in range(x.shape[0]):
            s += x[i, j]
        total[j] = s
