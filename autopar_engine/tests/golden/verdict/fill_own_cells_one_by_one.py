# i: DOALL_PRIV at LOOP; j: DOALL at LOOP
import numpy as np
b = [0] * 3
out = np.zeros((10, 3), dtype=int)
for i in range(10):
    b[0] = i
    b[1] = i + 1
    b[2] = i * i
    for j in range(3):
        out[i, j] = b[j] + b[2 - j]
