"""By columns in blocks: once a block of x is known, the rows below subtract its share in parallel.

Four rows at a time, since one sum in order waits for each subtraction, and four do not wait for
each other. Each row still subtracts in the order of j. The small triangles on the diagonal are
sequential.
"""

from numba import prange

BLOCK = 128
GROUP = 4


def trisolv(x, low, b):
    n = len(x)
    for i in range(n):
        x[i] = b[i]
    for begin in range(0, n, BLOCK):
        end = min(begin + BLOCK, n)
        for i in range(begin, end):
            s = x[i]
            for j in range(begin, i):
                s -= low[i, j] * x[j]
            x[i] = s / low[i, i]
        for group in prange((n - end + GROUP - 1) // GROUP):
            i = end + group * GROUP
            if i + GROUP <= n:
                s0, s1, s2, s3 = x[i], x[i + 1], x[i + 2], x[i + 3]
                for j in range(begin, end):
                    s0 -= low[i, j] * x[j]
                    s1 -= low[i + 1, j] * x[j]
                    s2 -= low[i + 2, j] * x[j]
                    s3 -= low[i + 3, j] * x[j]
                x[i], x[i + 1], x[i + 2], x[i + 3] = s0, s1, s2, s3
            else:
                for k in range(i, n):
                    s = x[k]
                    for j in range(begin, end):
                        s -= low[k, j] * x[j]
                    x[k] = s
