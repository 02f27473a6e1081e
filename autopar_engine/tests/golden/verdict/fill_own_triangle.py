# i: DOALL_PRIV at LOOP; j: DOALL at LOOP; j: DOALL at LOOP
import numpy as np
def triangle():
    b = [0] * 10
    out = np.zeros((10, 10), dtype=int)
    for i in range(10):
        for j in range(i + 1):
            b[j] = i * j
        for j in range(i):
            out[i, j] = b[j] + b[j + 1]
    return out
# after: triangle()
