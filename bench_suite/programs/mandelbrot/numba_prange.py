"""Rows are dealt out to the threads in turn: those in the middle take far longer than the others.

prange gives each thread one contiguous piece, so it runs over threads here. The squares are kept
from the test to the next step, which changes no bit.
"""

from numba import get_num_threads, prange


def mandelbrot(counts, left, top, width, height, limit, threads):
    rows, columns = counts.shape
    for thread in prange(threads):
        for y in range(thread, rows, threads):
            ci = top + y * height / rows
            for x in range(columns):
                cr = left + x * width / columns
                zr = 0.0
                zi = 0.0
                rr = 0.0
                ii = 0.0
                count = 0
                while count < limit and rr + ii <= 4.0:
                    zi = 2.0 * zr * zi + ci
                    zr = rr - ii + cr
                    rr = zr * zr
                    ii = zi * zi
                    count += 1
                counts[y, x] = count


def call(compiled, counts, left, top, width, height, limit):
    """Asks for the threads out here: Numba keeps on disk no code that does so itself."""
    compiled(counts, left, top, width, height, limit, get_num_threads())
