"""Loops as users write them, for the tests to run."""

from __future__ import annotations

from typing import Any

import numpy as np

import autopar

LIMIT = 10
OFFSET = 0.5


def array(n: int = 10) -> Any:
    return np.arange(1.0, n + 1.0)


@autopar.jit
def saxpy(a, x, y):
    for i in range(len(x)):
        y[i] = a * x[i] + y[i]


@autopar.jit
def lengths(x, y):
    for i in range(len(x)):
        y[i] = np.sqrt(x[i] * x[i] + y[i] * y[i])


@autopar.jit
def gemm(c, a, b):
    for i in range(c.shape[0]):
        for j in range(c.shape[1]):
            for k in range(a.shape[1]):
                c[i, j] += a[i, k] * b[k, j]


@autopar.jit
def jacobi_2d(a, b, steps):
    n = a.shape[0]
    m = a.shape[1]
    for t in range(steps):
        for i in range(1, n - 1):
            for j in range(1, m - 1):
                b[i, j] = 0.2 * (a[i, j] + a[i, j - 1] + a[i, j + 1] + a[i + 1, j] + a[i - 1, j])
        for i in range(1, n - 1):
            for j in range(1, m - 1):
                a[i, j] = 0.2 * (b[i, j] + b[i, j - 1] + b[i, j + 1] + b[i + 1, j] + b[i - 1, j])


@autopar.jit
def scale_backwards(x, factor):
    for i in range(len(x) - 1, -1, -1):
        x[i] = x[i] * factor
    return i


@autopar.jit
def makes_its_result(x):
    out = np.zeros(len(x))
    for i in range(len(x)):
        out[i] = x[i] * 2.0
    return out


@autopar.jit
def returns_locals(x, flag=False):
    if flag:
        before = 1
    for i in range(len(x)):
        twice = x[i] * 2.0
        x[i] = twice + 1.0
    return dict(locals())


@autopar.jit
def keeps_index_of_empty_loop(x, n):
    i = "old"
    for i in range(n):
        x[i] = x[i] * 2.0
    return i


@autopar.jit
def loops_at_every_level(x, y, times):
    total = 0
    while total < times:
        total += 1
        if total % 2:
            for i in range(len(x)):
                x[i] = x[i] + 1.0
        else:
            for i in range(len(y)):
                y[i] = y[i] + x[i]
    try:
        for j in range(len(x)):
            x[j] = x[j] * 0.5
    finally:
        for k in range(len(y)):
            y[k] = y[k] - 0.25
    return total, i, j, k


@autopar.jit
def reads_globals(x):
    for i in range(LIMIT):
        x[i] = x[i] + OFFSET


@autopar.jit
def with_defaults(x, /, factor=2.0, *, shift=1.0, **rest):
    """Multiply and add."""
    for i in range(len(x)):
        x[i] = x[i] * factor + shift
    return rest


@autopar.jit
def may_be_unbound(x, flag):
    if flag:
        factor = 2.0
    for i in range(len(x)):
        x[i] = x[i] * factor


@autopar.jit
def deletes(x):
    factor = 2.0
    del factor
    for i in range(len(x)):
        x[i] = x[i] * factor


@autopar.jit
def shadows_range(x, range):
    for i in range(len(x)):
        x[i] = x[i] * 2.0


@autopar.jit
def has_an_else_clause(x, times):
    for _ in [0] * times:
        for i in range(len(x)):
            x[i] = x[i] + 1.0
        else:
            x[0] = -1.0
    return i


@autopar.jit
def breaks_the_outer_loop(x, times):
    for _ in [0] * times:
        for i in range(len(x)):
            x[i] = x[i] + 1.0
        else:
            if x[0] > 3.0:
                break
    for j in range(len(x)):
        x[j] = x[j] * 2.0
    return i


class Grid:
    def __init__(self, n: int) -> None:
        self.values = array(n)

    @autopar.jit
    def smooth(self, __weight):
        values = self.values
        for i in range(len(values)):
            values[i] = values[i] * __weight
        return values


def make_closure(factor):
    bias = 1.0

    @autopar.jit
    def inner(x):
        own = factor
        for i in range(len(x)):
            x[i] = x[i] * own
        return bias

    @autopar.jit
    def shared(x):
        for i in range(len(x)):
            x[i] = x[i] * bias

    return inner, shared


@autopar.jit
def square(x, y):
    for i in range(len(x)):
        y[i] = x[i] * x[i]


@autopar.jit
def reciprocal(x, y):
    for i in range(len(x)):
        y[i] = 1.0 / x[i]
    return i


@autopar.jit
def difference(x, y):
    for i in range(len(x)):
        y[i] = x[i] - y[i]
    return i


@autopar.jit
def product(c, a, b):
    for i in range(c.shape[0]):
        for j in range(c.shape[1]):
            for k in range(a.shape[1]):
                c[i, j] += a[i, k] * b[k, j]


def running_sum(x):
    for i in range(1, len(x)):
        x[i] = x[i] + x[i - 1]


def prints(x):
    for i in range(len(x)):
        print(x[i])
