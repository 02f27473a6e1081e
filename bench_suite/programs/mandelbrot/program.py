"""How many steps of z = z * z + c it takes to leave the circle of radius 2, for a grid of c."""

from typing import Any

import numpy as np


def mandelbrot(counts, left, top, width, height, limit):
    rows = counts.shape[0]
    columns = counts.shape[1]
    for y in range(rows):
        for x in range(columns):
            cr = left + x * width / columns
            ci = top + y * height / rows
            zr = 0.0
            zi = 0.0
            count = 0
            while count < limit and zr * zr + zi * zi <= 4.0:
                t = zr * zr - zi * zi + cr
                zi = 2.0 * zr * zi + ci
                zr = t
                count += 1
            counts[y, x] = count


def mandelbrot_numpy(counts, left, top, width, height, limit):
    rows, columns = counts.shape
    cr = left + np.arange(columns) * width / columns
    ci = (top + np.arange(rows) * height / rows)[:, np.newaxis]
    zr = np.zeros((rows, columns))
    zi = np.zeros((rows, columns))
    counts[:] = 0
    for _ in range(limit):
        inside = zr * zr + zi * zi <= 4.0
        if not inside.any():
            break
        counts += inside
        t = zr * zr - zi * zi + cr
        zi = np.where(inside, 2.0 * zr * zi + ci, zi)
        zr = np.where(inside, t, zr)


def make_inputs(seed: int, rows: int, columns: int, limit: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    left = random.uniform(-2.01, -1.99)
    top = random.uniform(-1.26, -1.24)
    return np.zeros((rows, columns), dtype=np.int64), left, top, 2.5, 2.5, limit
