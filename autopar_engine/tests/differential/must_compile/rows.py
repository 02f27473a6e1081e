"""Names for rows of arrays and of nested lists."""

from __future__ import annotations


def add_up_rows_of_a_list(a: list_of_float[n, n], b: float64[n], n: size):
    total = 0.0
    for row in a:
        for x in row:
            total += x
        b[0] = total
    return total, x


def scale_rows_of_an_array(a: float64.strided[n, n], p: float, n: size):
    for i in range(n):
        row = a[i]
        for j in range(len(row)):
            row[j] = row[j] * p


def number_rows(a: int64[n, n], b: list_of_int[n, n], n: size):
    k = 0
    for i, row in enumerate(a):
        for j, x in enumerate(row):
            k = (k + x * i + j) % 101
    return k, i, j
