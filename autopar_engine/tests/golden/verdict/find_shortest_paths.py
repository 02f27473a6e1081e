# i: DOALL_PRIV at LOOP; j: DOALL at LOOP; k: SEQ at LOOP, R_FLOW; i: UNKNOWN until CONTENT, R_FLOW; j: UNKNOWN until CONTENT, R_FLOW
import numpy as np
d = np.zeros((6, 6))
for i in range(6):
    for j in range(6):
        d[i, j] = (i * 5 + j * 7) % 11 + 1
for k in range(6):
    for i in range(6):
        for j in range(6):
            if d[i, k] + d[k, j] < d[i, j]:
                d[i, j] = d[i, k] + d[k, j]
