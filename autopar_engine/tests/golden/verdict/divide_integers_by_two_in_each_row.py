# i: SEQ at LOOP, R_FLOW; j: DOALL at LOOP
import numpy as np
a = np.full(4, 7, dtype=int)
for i in range(3):
    for j in range(4):
        a[j] = a[j] * 0.7
