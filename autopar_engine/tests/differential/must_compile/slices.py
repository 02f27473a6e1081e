"""Statements on slices of arrays."""

from __future__ import annotations


def copy_shifted_rows(a: float64[n, n], b: float64.strided[n, n], n: size):
    for i in range(n):
        b[i, 1:] = a[i, :-1]


def scale_columns(a: float32.F[n, n], b: float32[n], p: float, n: size):
    for j in range(n):
        a[:, j] = a[:, j] * b[:] + p
        a[:, j] /= 3


def eliminate(a: float64[n, n], n: size):
    for k in range(n):
        a[k, k] = a[k, k] + 10
        a[k + 1 :, k] /= a[k, k]
        for i in range(k + 1, n):
            a[i, k + 1 :] -= a[i, k] * a[k, k + 1 :]


def fill_triangles(a: int64[n, n], q: int, n: size):
    for i in range(n):
        a[i, :i] = q
        a[i, i:] = -i


def average_neighbours(a: float64[n, n], b: float64[n, n], n: size):
    for _ in range(3):
        b[1:-1, 1:-1] = (a[:-2, 1:-1] + a[2:, 1:-1] + a[1:-1, :-2] + a[1:-1, 2:]) * 0.25
        a[:, :] = b[:, :]


def add_blocks(a: float64[n], b: complex128[n], n: size):
    for i in range(n):
        a[i:] = a[i:] + a[i] * 0.5
        b[:i] += a[:i]


def move_down(a: float64[n], n: size):
    for _ in range(n):
        a[:-1] = a[1:]


def combine_rows(a: float64[n, n], b: float64.F[n, n], v: float64[n], p: float, n: size):
    for i in range(n):
        b[i] = a[i] * p + v
        b[:, i] -= v * a[i, 0]


def add_up_rows(a: float32.strided[n, n], v: float32[n], n: size):
    for i in range(n):
        v[:] += a[i] * 0.5
        a[i] *= i


def copy_planes(a: int64[n, n], b: int64[n, n], q: int, n: size):
    for _ in range(n):
        b[:] = a - q
        a[1:] = b[:-1]


def go_through_planes(a: complex128[n, n, n], b: complex128[n, n], n: size):
    for i in range(n):
        a[i] = b
        a[i, 0] = b[i] + 1j
