"""Calls of the builtin `sum`."""

from __future__ import annotations


def means_of_rows(a: float64[n, n], b: float64[n], n: size):
    for i in range(n):
        b[i] = sum(a[i]) / n


def norms(a: float32.F[n, n], b: float32[n], p: float, n: size):
    for i in range(n):
        row = a[i]
        b[i] = sum(row) * p
        if sum(row, 0.5) > 0:
            b[i] += sum(b, start=p)


def triangular_numbers(b: int64[n], n: size):
    for i in range(n):
        b[i] = sum(range(i + 1)) - sum(range(i, 0, -1))


def sums_of_lists(x: list_of_float[n], y: list_of_int[n, n], b: float64[n], n: size):
    for i in range(n):
        b[i] = sum(x) / (1 + i) + sum(y[i], 2)


def running_sums(b: float64[n], n: size):
    for i in range(n):
        b[i] = sum(b) * 0.001


def counts(a: bool[n, n], b: int64[n], n: size):
    for i in range(n):
        b[i] = sum(a[i])


def sums_of_squares(z: complex128[n], b: complex128[n], n: size):
    for i in range(n):
        b[i] = sum(z, 1j) * z[i]
