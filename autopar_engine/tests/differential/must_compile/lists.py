"""Lists of Python's own numbers, flat and nested, read and written."""

from __future__ import annotations


def add_up(x: list_of_float[n], n: size):
    s = 0.0
    for v in x:
        s += v
    return s, v


def count_positives(x: list_of_int[n], n: size):
    k = 0
    for i in range(n):
        if x[i] > 0:
            k += 1
    return k


def flip(x: list_of_bool[n], n: size):
    for i in range(n):
        x[i] = not x[i]


def smooth(x: list_of_float[n], y: list_of_float[n], n: size):
    for i in range(1, n):
        x[i] = (y[i - 1] + y[i]) / 2.0


def number_elements(x: list_of_int[n], a: float64[n], n: size):
    for i, v in enumerate(x):
        a[i] = v % 7 + i


def pair(x: list_of_float[n], y: list_of_float[n], n: size):
    s = 0.0
    for v, w in zip(x, y):  # noqa: B905
        s += v * w
    return s


def transpose(x: list_of_float[n, n], y: list_of_float[n, n], n: size):
    for i in range(n):
        for j in range(n):
            x[i][j] = y[j][i]


def add_to_rows(x: list_of_int[n, n], n: size):
    for i in range(n):
        for j in range(n):
            x[i][j] = x[i][j] % 5 + i


def halve_into_zeros(x: list_of_float[n], y: list_of_int[n], n: size):
    for i in range(n):
        if x[i] > 0:
            y[i] = x[i] / 2


def sort(x: list_of_float[n], n: size):
    for i in range(n):
        for j in range(n - 1 - i):
            if x[j] > x[j + 1]:
                x[j], x[j + 1] = x[j + 1], x[j]
