"""Loops over float64 arrays of every layout, with a range in each header."""

from __future__ import annotations


def scale(a: float64[n], p: float, n: size):
    for i in range(n):
        a[i] = a[i] * p


def add_strided(a: float64.strided[n], b: float64.reversed[n], n: size):
    for i in range(n):
        a[i] = a[i] + b[i]


def subtract_columns(a: float64.F[n, n], b: float64.transposed[n, n], n: size):
    for i in range(n):
        for j in range(n):
            a[i, j] = a[i, j] - b[j, i]


def divide_by_an_element(a: float64.offset[n], b: float64[n], n: size):
    for i in range(n):
        a[i] = 1.0 / (b[i] * b[i] + 2.0)


def divide_by_a_literal(a: float64[n], p: float, n: size):
    for i in range(n):
        a[i] = -p / 4.0 + i


def add_in_place(a: float64[n], b: float64[n], p: float, n: size):
    for i in range(n):
        a[i] += b[i] * p
        b[i] -= p


def scale_in_place(a: float64[n], b: float64[n], n: size):
    for i in range(n):
        a[i] *= 0.5
        b[i] /= 4.0


def store_ints(a: float64[n], n: size):
    for i in range(n):
        a[i] = 3 * i - 1


def step_over_pairs(a: float64[n], n: size):
    for i in range(0, n, 2):
        a[i] = a[i] + a[i + 1]


def step_backwards(a: float64[n], b: float64[n], n: size):
    for i in range(n - 1, -1, -1):
        a[i + 1] = a[i] + b[i]


def fill_a_triangle(a: float64[n, n], p: float, n: size):
    for i in range(n):
        for j in range(i, n):
            a[i, j] = p + j


def multiply_matrices(a: float64[n, n], b: float64[n, n], c: float64[n, n], n: size):
    for i in range(n):
        for j in range(n):
            for k in range(n):
                c[i, j] += a[i, k] * b[k, j]


def average_neighbours(a: float64[n, n], b: float64[n, n], n: size):
    for i in range(1, n):
        for j in range(1, n):
            b[i, j] = 0.25 * (a[i, j - 1] + a[i, j + 1] + a[i + 1, j] + a[i - 1, j])


def go_over_a_cube(a: float64[n, n, n], p: float, n: size):
    for i in range(n):
        for j in range(n):
            for k in range(n):
                a[i, j, k] = a[i, j, k] * p + k


def index_in_two_brackets(a: float64[n, n], b: float64[n, n], n: size):
    for i in range(n):
        for j in range(n):
            a[i][j] = b[j][i]


def use_extents(a: float64[n, n], b: float64[n], p: float):
    for i in range(a.shape[0]):
        for j in range(len(b)):
            b[j] = p + i * j


def read_what_does_not_change(a: float64[n], b: float64.read_only[n], n: size):
    for i in range(n):
        a[i] = b[i] + b[0]
