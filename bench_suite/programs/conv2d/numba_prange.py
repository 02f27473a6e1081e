"""Order i, u, v, j: the innermost loop runs along rows and vectorizes, the window's weight fixed.

Rows of the result are independent, so prange stands outermost; a row of it stays in the cache while
the window goes over it. Each sum is still formed in the order of u and v, from 0.
"""

from numba import prange


def conv2d(result, image, kernel):
    rows, columns = result.shape
    for i in prange(rows):
        for j in range(columns):
            result[i, j] = 0.0
        for u in range(kernel.shape[0]):
            for v in range(kernel.shape[1]):
                weight = kernel[u, v]
                for j in range(columns):
                    result[i, j] += image[i + u, j + v] * weight
