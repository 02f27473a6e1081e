# i: SEQ at LOOP, R_FLOW; j: SEQ at LOOP, R_FLOW
import numpy as np
m = np.ones((6, 6))
for i in range(6):
    for j in range(6):
        m[i, j] = m[j, 0] + 1
