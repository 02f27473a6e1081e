"""The loops interchanged: columns are independent, and contiguous in Fortran's order.

Four columns at a time, since one sum in order waits for each addition, and four do not wait for
each other. Each sum is formed in the order of the rows, as in the plain loops.
"""

from numba import prange

GROUP = 4


def column_sums(total, x):
    rows, columns = x.shape
    for group in prange((columns + GROUP - 1) // GROUP):
        j = group * GROUP
        if j + GROUP <= columns:
            s0, s1, s2, s3 = total[j], total[j + 1], total[j + 2], total[j + 3]
            for i in range(rows):
                s0 += x[i, j]
                s1 += x[i, j + 1]
                s2 += x[i, j + 2]
                s3 += x[i, j + 3]
            total[j], total[j + 1], total[j + 2], total[j + 3] = s0, s1, s2, s3
        else:
            for k in range(j, columns):
                s = total[k]
                for i in range(rows):
                    s += x[i, k]
                total[k] = s
