# k: SEQ at LOOP, R_FLOW; i: DOALL_PRIV at LOOP; j: DOALL at LOOP
import numpy as np
m = np.eye(7)
for k in range(7):
    for i in range(k + 1, 7):
        m[i, k] = m[i, k] / m[k, k]
        for j in range(k + 1, 7):
            m[i, j] = m[i, j] - m[i, k] * m[k, j]
