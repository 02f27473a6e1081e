# i: DOALL_PRIV at LOOP; j: REDUCE at LOOP
import numpy as np
m = np.ones((6, 7), dtype=int)
sums = [0] * 6
for i in range(6):
    s = 0
    for j in range(7):
        s += m[i, j]
    sums[i] = s
