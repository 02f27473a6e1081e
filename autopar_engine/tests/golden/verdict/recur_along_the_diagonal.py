# i: SEQ at LOOP, R_FLOW; j: DOALL at LOOP
import numpy as np
m = np.ones((6, 7))
for i in range(1, 6):
    for j in range(1, 7):
        m[i, j] = m[i - 1, j - 1] * 3 % 17
