# i: SEQ at LOOP, R_FLOW; j: DOALL at LOOP; j: DOALL at LOOP
import numpy as np
b = [0] * 4
out = np.zeros((10, 4), dtype=int)
for i in range(10):
    for j in range(4):
        out[i, j] = b[j]
    for j in range(4):
        b[j] = i * j
