# i: REDUCE at LOOP; j: DOALL at LOOP
import numpy as np
m = np.ones((6, 7), dtype=int)
sums = np.zeros(7, dtype=int)
for i in range(6):
    for j in range(7):
        sums[j] += m[i, j]
