# i: UNKNOWN until CONTENT, R_NONAFFINE; j: UNKNOWN until CONTENT, R_NONAFFINE
# after: fill(4)
import numpy as np

def fill(n):
    a = np.zeros(n * n * n)
    for i in range(n):
        for j in range(n):
            a[i * n + j] = i - j
        n += 1
    return a
