"""Loops that call functions of the module cmath."""

from __future__ import annotations

import cmath
from cmath import log


def take_roots(a: complex128[n], b: complex64.strided[n], x: float64[n], n: size):
    for i in range(n):
        a[i] = cmath.sqrt(a[i]) + cmath.sqrt(x[i]) * cmath.sqrt(i)
        b[i] = cmath.sqrt(b[i])


def measure_angles(a: complex128.reversed[n], b: complex64[n], x: float64[n], n: size):
    for i in range(n):
        if cmath.isfinite(a[i]) and not cmath.isinf(b[i]):
            x[i] = cmath.phase(a[i]) - cmath.phase(b[i]) / cmath.pi


def turn(a: complex128.F[n, n], p: complex, n: size):
    for i in range(n):
        for j in range(n):
            a[i, j] *= cmath.rect(1, i * j) + cmath.exp(1j * j) * cmath.sin(0.5 * i - 1j)
            a[i, j] -= cmath.cos(i + 0.25j) - cmath.sinh(0.5j) * cmath.cosh(2 - 1j * j)
            if cmath.isnan(a[i, j]):
                a[i, j] = p


def take_logarithms(n: size):
    z = 0.5j
    for i in range(n):
        z = log(z + i + 1) + 0.125
    return z
