# i: DOALL_PRIV at LOOP; j: SCAN at LOOP, R_FLOW
import numpy as np
m = np.ones((6, 7))
for i in range(6):
    for j in range(1, 7):
        m[i, j] = m[i, j - 1] + m[i, j]
