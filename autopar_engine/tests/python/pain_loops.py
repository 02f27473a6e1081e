"""Loops that other tools got wrong, as their users reported it; see test_pains.py."""

from __future__ import annotations

import math

import autopar


@autopar.jit
def pack_twice(a, low, high):
    k = 0
    for i in range(len(a)):
        if a[i] < 0.0:
            low[k] = a[i]
            k += 1
    for i in range(len(a)):
        if a[i] >= 0.0:
            high[k] = a[i]
            k += 1
    return k


@autopar.jit
def add_to_one_cell(a, y):
    for i in range(len(a)):
        y[3] += a[i]


@autopar.jit
def add_to_cells(a, k, y):
    for i in range(len(a)):
        y[k[i]] += a[i]


@autopar.jit
def sum_by_two_rules(a, start):
    total = start
    for i in range(len(a)):
        if a[i] > 0.0:
            total += a[i]
        else:
            total -= 0.5 * a[i]
    return total


@autopar.jit
def reuse_a_row(a, row, out):
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            row[j] = a[i, j] * 2.0
        for j in range(out.shape[1]):
            out[i, j] = row[j] + row[0]


@autopar.jit
def shift_between_neighbours(a, b):
    n = len(a)
    for i in range(n - 1):
        b[i + 1] = a[i] * 2.0
    for i in range(n - 1):
        a[i] = b[i] + b[i + 1]


@autopar.jit
def write_two_neighbours(a, b):
    for i in range(len(b) - 1):
        a[i + 1] = b[i]
        a[i] = b[i] * 2.0


@autopar.jit
def every_second_from_the_first(a):
    for i in range(1, len(a), 2):
        a[i] = a[i - 1] * 0.5


@autopar.jit
def write_one_cell(a, b):
    for i in range(len(b)):
        a[0] = b[i]


@autopar.jit
def mirror(a, b):
    n = len(a)
    for i in range(n):
        b[i] = a[-i] + a[n - i - 1] + a[-1]


@autopar.jit
def mirror_a_column(q, out):
    for i in range(q.shape[0]):
        out[i, 0] = q[-i - 1, 1]


@autopar.jit
def one_too_far(a, b):
    for i in range(len(b)):
        b[i] = a[i + 1]


@autopar.jit
def weighted_count(n, weight):
    total = 0
    for i in range(n):
        total += i * weight
    return total


@autopar.jit
def halve_under_a_test(a, is_wanted):
    if is_wanted:
        for i in range(len(a)):
            a[i] = a[i] * 0.5
    return is_wanted


@autopar.jit
def scale(a, factor):
    for i in range(len(a)):
        a[i] = a[i] * factor


@autopar.jit
def copy_between(a, b):
    for i in range(len(a)):
        b[i] = a[i] * 2.0


@autopar.jit
def prefix_sum(a):
    for i in range(1, len(a)):
        a[i] = a[i] + a[i - 1]


@autopar.jit
def by_any_step(a, first, last, step):
    for i in range(first, last, step):
        a[i] = a[i] + 1.0


@autopar.jit
def roots(a):
    for i in range(len(a)):
        a[i] = math.sqrt(a[i])


@autopar.jit
def first_above(a, limit):
    for i in range(len(a)):
        if a[i] > limit:
            return i
    return -1


@autopar.jit
def normalize(a, b):
    largest = a[0]
    for i in range(len(a)):
        if a[i] > largest:
            largest = a[i]
    for i in range(len(a)):
        b[i] = a[i] / largest
    return largest


@autopar.jit
def outer_product(x, y, out):
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = x[i] * y[j]


def quotient(x, y):
    return x / y


@autopar.jit
def divide_by_a_helper(a, b, out):
    for i in range(len(a)):
        out[i] = quotient(a[i], b[i])


def offset(x):
    return x + 1.0


@autopar.jit
def apply_a_helper(a, out):
    for i in range(len(a)):
        out[i] = offset(a[i])


@autopar.jit
def repeat_ten_times(a):
    for _ in range(10):
        for i in range(len(a)):
            a[i] = a[i] * 0.5 + 1.0


@autopar.jit
def repeat_many_times(a):
    for _ in range(99999):
        for i in range(len(a)):
            a[i] = a[i] * 0.5 + 1.0
