"""As covariance: rows of sums grow together in tiles, four rows of the table at a time."""

import math

import numpy as np
from numba import get_num_threads, prange

BLOCK = 64
DEPTH = 64


def correlation(corr, mean, std, x, threads):
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
    for thread in prange(threads):
        # Numba's index is unsigned, and mixed with signed numbers it would become a float.
        first = np.int64(thread)
        for j in range(first, m, threads):
            corr[j, j] = 1.0
            row = corr[j, j + 1 :]
            for k in range(len(row)):
                row[k] = 0.0
        for begin in range(0, n, DEPTH):
            end = min(begin + DEPTH, n)
            fours = end - (end - begin) % 4
            for j in range(first, m, threads):
                row = corr[j, j + 1 :]
                for i in range(begin, fours, 4):
                    f0, f1, f2, f3 = x[i, j], x[i + 1, j], x[i + 2, j], x[i + 3, j]
                    x0, x1 = x[i, j + 1 :], x[i + 1, j + 1 :]
                    x2, x3 = x[i + 2, j + 1 :], x[i + 3, j + 1 :]
                    for k in range(len(row)):
                        row[k] = row[k] + f0 * x0[k] + f1 * x1[k] + f2 * x2[k] + f3 * x3[k]
                for i in range(fours, end):
                    right = x[i, j + 1 :]
                    factor = x[i, j]
                    for k in range(len(row)):
                        row[k] += factor * right[k]
        for j in range(first, m, threads):
            row = corr[j, j + 1 :]
            for k in range(len(row)):
                corr[j + 1 + k, j] = row[k]


def call(compiled, corr, mean, std, x):
    """Asks for the threads out here: Numba keeps on disk no code that does so itself."""
    compiled(corr, mean, std, x, get_num_threads())
