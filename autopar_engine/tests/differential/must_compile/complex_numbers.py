"""Loops over complex numbers, Python's own and NumPy's."""

from __future__ import annotations


def rotate(a: complex128[n], p: complex, n: size):
    for i in range(n):
        a[i] = a[i] * p


def mix_with_reals(a: complex64.strided[n], b: float32[n], c: complex128.F[n, n], n: size):
    for i in range(n):
        a[i] = b[i] * a[i] - 0.5
        for j in range(n):
            c[i, j] += a[i] / 2 + 1j * j


def combine_parts(x: float64[n], y: float64.reversed[n], z: complex128[n], n: size):
    for i in range(n):
        z[i] = x[i] + 1j * y[i]


def add_up(a: complex128.transposed[n, n], n: size):
    s = 0
    for i in range(n):
        for j in range(n):
            s += a[i, j]
    return s


def count_to_escape(c: complex128[n], counts: int64[n], n: size):
    for i in range(n):
        z = 0j
        k = 0
        while k < 50 and abs(z) <= 2.0:
            z = z * z + c[i]
            k += 1
        counts[i] = k


def count_to_escape_by_parts(c: complex64[n], counts: int64[n], n: size):
    for i in range(n):
        z = c[i]
        for k in range(50):
            if z.real * z.real + z.imag * z.imag > 4.0:
                break
            z = z * z + c[i]
        counts[i] = k


def butterflies(x: complex128[n], w: complex128[n], n: size):
    for k in range(n // 2):
        t = w[k] * x[k + n // 2]
        u = x[k]
        x[k] = u + t
        x[k + n // 2] = u - t


def evaluate_polynomial(a: complex128[n], z: complex, n: size):
    value = 0j
    for i in range(n):
        value = value * z + a[i]
    return value


def count_equal(a: complex64[n], b: complex64[n], p: complex64, n: size):
    k = 0
    for i in range(n):
        if a[i] == b[i] or -a[i] != p:
            k += 1
    return k


def small_powers(a: complex128[n], b: complex64[n], p: complex, n: size):
    for i in range(n):
        a[i] = a[i] ** 2 + p**3
        b[i] = b[i] ** 3


def powers_in_place(a: complex128[n], b: complex64[n], n: size):
    z = 0.5 - 0.75j
    for i in range(n):
        a[i] **= 3
        b[i] **= 2
        z **= 2
        z += 0.25j
    return z
