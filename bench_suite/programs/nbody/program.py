"""One step of bodies under gravity.

The first len(mass) bodies attract all; the others are dust, which is too light to attract anything.
"""

import math
from typing import Any

import numpy as np


def nbody(px, py, pz, vx, vy, vz, mass, step):
    n = len(px)
    for i in range(n):
        ax = 0.0
        ay = 0.0
        az = 0.0
        for j in range(len(mass)):
            dx = px[j] - px[i]
            dy = py[j] - py[i]
            dz = pz[j] - pz[i]
            square = dx * dx + dy * dy + dz * dz + 0.01
            pull = mass[j] / (square * math.sqrt(square))
            ax += pull * dx
            ay += pull * dy
            az += pull * dz
        vx[i] += step * ax
        vy[i] += step * ay
        vz[i] += step * az
    for i in range(n):
        px[i] += step * vx[i]
        py[i] += step * vy[i]
        pz[i] += step * vz[i]


def nbody_numpy(px, py, pz, vx, vy, vz, mass, step):
    sources = len(mass)
    dx = px[:sources] - px[:, np.newaxis]
    dy = py[:sources] - py[:, np.newaxis]
    dz = pz[:sources] - pz[:, np.newaxis]
    square = dx * dx + dy * dy + dz * dz + 0.01
    pull = mass / (square * np.sqrt(square))
    vx += step * (pull * dx).sum(axis=1)
    vy += step * (pull * dy).sum(axis=1)
    vz += step * (pull * dz).sum(axis=1)
    px += step * vx
    py += step * vy
    pz += step * vz


def make_inputs(seed: int, n: int, sources: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    positions_and_velocities = random.standard_normal((6, n))
    mass = random.uniform(0.5, 1.5, sources)
    return *(row.copy() for row in positions_and_velocities), mass, 0.01
