# i: DOALL_PRIV at LOOP; j: DOALL at LOOP
# after: fill(4)
import numpy as np

def fill(n):
    a = np.zeros(n * n)
    for i in range(n):
        for j in range(n):
            a[i * n + j] = i - j
    return a
