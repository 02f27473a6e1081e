# i: DOALL_PRIV at LOOP; j: DOALL at LOOP; j: DOALL at LOOP
import numpy as np
b = [0] * 8
out = np.zeros((10, 8), dtype=int)
for i in range(10):
    for j in range(8):
        b[j] = i * j
    for j in range(1, 7):
        out[i, j] = b[j - 1] + b[j] * 2 + b[j + 1]
