# i: UNKNOWN until BOUNDS, R_BOUND; j: UNKNOWN until BOUNDS, R_BOUND
# after: fill(4, 3)
import numpy as np

def fill(n, m):
    a = np.zeros(n * n)
    for i in range(n):
        for j in range(m):
            a[i * n + j] = i - j
    return a
