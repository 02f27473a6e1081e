"""Eight rows at a time: their sums are independent, where one sum in order waits for each addition.

prange goes over the groups of rows. Each sum is formed in the order of the columns.
"""

import numpy as np
from numba import prange

GROUP = 8


def gemv_f32(y, a, x):
    rows, columns = a.shape
    for group in prange((rows + GROUP - 1) // GROUP):
        begin = group * GROUP
        size = min(GROUP, rows - begin)
        if size == GROUP:
            sums = y[begin : begin + GROUP].copy()
            for j in range(columns):
                factor = x[j]
                for i in range(GROUP):
                    sums[i] += a[begin + i, j] * factor
            for i in range(GROUP):
                y[begin + i] = sums[i]
        else:
            for i in range(begin, begin + size):
                s = y[i]
                for j in range(columns):
                    s = np.float32(s + a[i, j] * x[j])
                y[i] = s
