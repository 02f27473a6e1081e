"""Loops that leave values in names: temporaries, running sums, last indices."""

from __future__ import annotations


def add_up(a: float64[n], n: size):
    total = 0.0
    for i in range(n):
        total += a[i]
    return total, i


def add_up_from_an_int(a: float64[n], n: size):
    total = 0
    for i in range(n):
        total += a[i]
    return total


def add_up_rows(a: float64[n, n], b: float64[n], n: size):
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += a[i, j]
        b[i] = total
    return total, i, j


def keep_a_temporary(a: float64[n], p: float, n: size):
    for i in range(n):
        t = a[i] * p
        a[i] = t + t
    return t


def keep_an_int(a: float64[n], n: size):
    for i in range(n):
        last = n - i
        a[i] = last
    return last


def carry_a_value(a: float64[n], p: float, n: size):
    before = p
    for i in range(n):
        a[i] = a[i] + before
        before = a[i]
    return before


def run_two_nests(a: float64[n], b: float64[n], p: float, n: size):
    for i in range(n):
        a[i] = b[i] + p
    for i in range(n):
        b[i] = a[i] * a[i + 1]
