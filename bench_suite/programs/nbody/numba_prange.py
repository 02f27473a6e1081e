"""Bodies in blocks: for each j the innermost loop goes over a block of i, and vectorizes.

A sum over j in order cannot be vectorized, but many such sums side by side can, with their square
roots and divisions. Each is formed in the order of the plain loops. Each thread gets one piece, and
goes through its blocks: whole blocks for each thread would be few where there are few bodies.
"""

import math

import numpy as np
from numba import get_num_threads, prange

BLOCK = 32


def nbody(px, py, pz, vx, vy, vz, mass, step, threads):
    n = len(px)
    bounds = np.empty(threads + 1, dtype=np.int64)
    for thread in range(threads + 1):
        bounds[thread] = thread * n // threads
    for thread in prange(threads):
        for begin in range(bounds[thread], bounds[thread + 1], BLOCK):
            size = min(BLOCK, bounds[thread + 1] - begin)
            ax = np.zeros(BLOCK)
            ay = np.zeros(BLOCK)
            az = np.zeros(BLOCK)
            for j in range(len(mass)):
                xj = px[j]
                yj = py[j]
                zj = pz[j]
                mj = mass[j]
                for i in range(size):
                    dx = xj - px[begin + i]
                    dy = yj - py[begin + i]
                    dz = zj - pz[begin + i]
                    square = dx * dx + dy * dy + dz * dz + 0.01
                    pull = mj / (square * math.sqrt(square))
                    ax[i] += pull * dx
                    ay[i] += pull * dy
                    az[i] += pull * dz
            for i in range(size):
                vx[begin + i] += step * ax[i]
                vy[begin + i] += step * ay[i]
                vz[begin + i] += step * az[i]
    for i in prange(n):
        px[i] += step * vx[i]
        py[i] += step * vy[i]
        pz[i] += step * vz[i]


def call(compiled, px, py, pz, vx, vy, vz, mass, step):
    """Asks for the threads out here: Numba keeps on disk no code that does so itself."""
    compiled(px, py, pz, vx, vy, vz, mass, step, get_num_threads())
