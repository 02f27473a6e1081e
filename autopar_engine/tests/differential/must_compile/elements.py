"""Loops over the elements of arrays."""

from __future__ import annotations


def add_up(a: float64.strided[n], n: size):
    s = 0.0
    for x in a:
        s += x
    return s, x


def number_elements(a: int32.reversed[n], b: int64[n], n: size):
    for i, x in enumerate(a):
        b[i] = x * i


def number_from_one(a: float64[n], b: float64[n], n: size):
    for i, x in enumerate(a, 1):
        b[i - 1] = x / i


def pair(a: float32[n], b: float32.offset[n], c: float64[n], n: size):
    for i, (x, y) in enumerate(zip(a, b)):  # noqa: B905
        c[i] = x - y


def pair_without_a_number(a: float64[n], b: float64[n], n: size):
    s = 0.0
    for x, y in zip(a, b, strict=False):
        if x < y:
            s += x
    return s


def go_backward(a: float64[n], b: float64[n], n: size):
    s = 0.0
    for x in reversed(a):
        s = s * 0.5 + x
    for i in reversed(range(n)):
        b[i] = a[i] + s
    return s, i


def go_backward_in_steps(a: float64[n], n: size):
    for i in reversed(range(0, n, 3)):
        a[i] += i
    return i


def start_inside(a: float64[n], b: int64[n], n: size):
    k = 0
    for i in range(n):
        for x in b:
            k += x + i
            if k > 1000:
                break
    return k
