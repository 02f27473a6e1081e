"""Order i, u, v, j: the innermost loop runs along rows and vectorizes, the window's weights fixed.

Rows of the result are independent, so prange stands outermost; a row of it stays in the cache while
the window goes over it, four cells of the window at a time, which spares three of four loads and
stores. Each sum is still formed in the order of u and v, from 0. Slices spare Numba the question
whether an index is negative.
"""

from numba import prange


def conv2d(result, image, kernel):
    rows, columns = result.shape
    height, width = kernel.shape
    for i in prange(rows):
        row = result[i]
        for j in range(columns):
            row[j] = 0.0
        for u in range(height):
            below = image[i + u]
            for v in range(0, width - width % 4, 4):
                w0, w1, w2, w3 = kernel[u, v], kernel[u, v + 1], kernel[u, v + 2], kernel[u, v + 3]
                b0, b1 = below[v : v + columns], below[v + 1 : v + 1 + columns]
                b2, b3 = below[v + 2 : v + 2 + columns], below[v + 3 : v + 3 + columns]
                for j in range(columns):
                    row[j] = row[j] + b0[j] * w0 + b1[j] * w1 + b2[j] * w2 + b3[j] * w3
            for v in range(width - width % 4, width):
                weight = kernel[u, v]
                one = below[v : v + columns]
                for j in range(columns):
                    row[j] += one[j] * weight
