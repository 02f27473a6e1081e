# i: UNKNOWN until CONTENT, R_NONAFFINE; j: UNKNOWN until CONTENT, R_NONAFFINE
# after: fill(4)
import numpy as np

def fill(n):
    a = np.zeros(n * n + 1)
    for i in range(n):
        for j in range(n + 1):
            a[i * n + j] = i - j
    return a
