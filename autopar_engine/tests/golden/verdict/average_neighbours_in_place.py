# t: SEQ at LOOP, R_FLOW; i: SEQ at LOOP, R_FLOW; j: SEQ at LOOP, R_FLOW
import numpy as np
a = np.ones((6, 6))
for t in range(3):
    for i in range(1, 5):
        for j in range(1, 5):
            a[i, j] = (a[i - 1, j] + a[i, j - 1] + a[i, j] + a[i, j + 1] + a[i + 1, j]) / 5
