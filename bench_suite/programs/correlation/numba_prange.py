"""As covariance: rows of sums grow together, and long rows of the triangle go with short ones."""

import math

import numpy as np
from numba import prange

BLOCK = 64


def correlation(corr, mean, std, x):
    n = x.shape[0]
    m = x.shape[1]
    for block in prange((m + BLOCK - 1) // BLOCK):
        begin = block * BLOCK
        end = min(begin + BLOCK, m)
        for j in range(begin, end):
            mean[j] = 0.0
            std[j] = 0.0
        for i in range(n):
            for j in range(begin, end):
                mean[j] += x[i, j]
        for j in range(begin, end):
            mean[j] /= n
        for i in range(n):
            for j in range(begin, end):
                difference = x[i, j] - mean[j]
                std[j] += difference * difference
        for j in range(begin, end):
            std[j] = math.sqrt(std[j] / n)
            if std[j] <= 0.1:
                std[j] = 1.0
    root = math.sqrt(n)
    for i in prange(n):
        for j in range(m):
            x[i, j] = (x[i, j] - mean[j]) / (root * std[j])
    for pair in prange((m + 1) // 2):
        # Numba's index is unsigned, and mixed with signed numbers it would become a float.
        top = np.int64(pair)
        bottom = m - 1 - top
        for j in range(top, bottom + 1, max(bottom - top, 1)):
            corr[j, j] = 1.0
            row = corr[j, j + 1 :]
            for k in range(len(row)):
                row[k] = 0.0
            for i in range(n):
                right = x[i, j + 1 :]
                factor = x[i, j]
                for k in range(len(row)):
                    row[k] += factor * right[k]
            for k in range(len(row)):
                corr[j + 1 + k, j] = row[k]
