"""The cell as a function, since Numba compiles nothing else; cells of one step are independent.

The energy is a sum in order.
"""

from numba import prange


def notebook_cell(energies, rod, new, steps):
    n = len(rod)
    for t in range(steps):
        for i in prange(1, n - 1):
            new[i] = rod[i] + 0.25 * (rod[i - 1] - 2.0 * rod[i] + rod[i + 1])
        for i in prange(1, n - 1):
            rod[i] = new[i]
    energy = 0.0
    for i in range(n):
        energy += rod[i] * rod[i]
    energies[0] = energy
