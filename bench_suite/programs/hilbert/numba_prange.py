"""Rows are independent; the inner loop is contiguous and vectorizes, divisions included."""

from numba import prange


def hilbert(h, shift):
    for i in prange(h.shape[0]):
        for j in range(h.shape[1]):
            h[i, j] = 1.0 / (i + j + shift)
