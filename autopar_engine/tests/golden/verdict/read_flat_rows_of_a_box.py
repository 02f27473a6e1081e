# i: DOALL_PRIV at LOOP; j: DOALL_PRIV at LOOP; k: DOALL at LOOP
# after: fill(3, 4, 5)
import numpy as np

def fill(n, m, p):
    a = np.zeros(n * m * p)
    for i in range(n):
        for j in range(m):
            for k in range(p):
                a[(i * m + j) * p + k] = i + j + k
    return a
