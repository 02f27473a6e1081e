# i: UNKNOWN until CONTENT, R_NONAFFINE; j: UNKNOWN until CONTENT, R_NONAFFINE
# after: smear(4)
import numpy as np

def smear(n):
    a = np.zeros(n * n)
    for i in range(n):
        for j in range(n):
            a[i * n + j] = 2 * a[i * n + j - 1] + 1
    return a
