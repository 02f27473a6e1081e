# i: DOALL_PRIV at LOOP; j: SCAN at LOOP, R_FLOW; j: DOALL at LOOP
import numpy as np
b = [0] * 6
out = np.zeros((10, 6), dtype=int)
for i in range(10):
    b[0] = i
    for j in range(1, 6):
        b[j] = b[j - 1] + j
    for j in range(6):
        out[i, j] = b[j]
