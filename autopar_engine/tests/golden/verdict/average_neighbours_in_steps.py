# t: SEQ at LOOP, R_FLOW; i: DOALL_PRIV at LOOP; j: DOALL at LOOP; i: DOALL_PRIV at LOOP; j: DOALL at LOOP
import numpy as np
a = np.ones((6, 6))
b = np.zeros((6, 6))
for t in range(3):
    for i in range(1, 5):
        for j in range(1, 5):
            b[i, j] = 0.2 * (a[i, j] + a[i, j - 1] + a[i, j + 1] + a[i + 1, j] + a[i - 1, j])
    for i in range(1, 5):
        for j in range(1, 5):
            a[i, j] = 0.2 * (b[i, j] + b[i, j - 1] + b[i, j + 1] + b[i + 1, j] + b[i - 1, j])
