"""Three sweeps per time step, each over independent rows; the two of ex and ey share one loop.

ex and ey only read hz, so that one pass over its rows serves both.
"""

from numba import prange


def fdtd_2d(ex, ey, hz, source):
    nx, ny = hz.shape
    for t in range(len(source)):
        value = source[t]
        for i in prange(nx):
            if i == 0:
                for j in range(ny):
                    ey[0, j] = value
            else:
                for j in range(ny):
                    ey[i, j] = ey[i, j] - 0.5 * (hz[i, j] - hz[i - 1, j])
            for j in range(1, ny):
                ex[i, j] = ex[i, j] - 0.5 * (hz[i, j] - hz[i, j - 1])
        for i in prange(nx - 1):
            for j in range(ny - 1):
                hz[i, j] = hz[i, j] - 0.7 * (ex[i, j + 1] - ex[i, j] + ey[i + 1, j] - ey[i, j])
