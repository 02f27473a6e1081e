"""By columns in blocks: once a block of x is known, the rows below subtract its share in parallel.

Each row still subtracts in the order of j. The small triangles on the diagonal are sequential.
"""

from numba import prange

BLOCK = 128


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
        for i in prange(end, n):
            s = x[i]
            for j in range(begin, end):
                s -= low[i, j] * x[j]
            x[i] = s
