# k: SEQ at LOOP, R_FLOW; j: DOALL_PRIV at LOOP
import numpy as np
a = np.eye(6)
for k in range(6):
    for j in range(k + 1, 6):
        f = a[j, k] / a[k, k]
        a[j, k:] -= f * a[k, k:]
