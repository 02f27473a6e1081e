# i: SEQ at LOOP, R_FLOW; j: SEQ at LOOP, R_FLOW
import numpy as np
a = np.zeros((20, 20))
for i in range(1, 19):
    for j in range(1, 19):
        a[i, j] = a[i - 1, j] + a[i, j - 1] + a[i + 1, j]
