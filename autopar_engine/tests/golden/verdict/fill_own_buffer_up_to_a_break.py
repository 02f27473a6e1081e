# i: UNKNOWN until CONTENT, R_FLOW; j: SEARCH at LOOP; j: DOALL at LOOP
import numpy as np
b = [0] * 4
out = np.zeros((10, 4), dtype=int)
for i in range(10):
    for j in range(4):
        if j > i:
            break
        b[j] = i * j
    for j in range(4):
        out[i, j] = b[j]
