# i: REDUCE at LOOP; j: DOALL at LOOP
import numpy as np
m = np.ones((6, 7), dtype=int)
hits = [0] * 7
for i in range(6):
    for j in range(7):
        if m[i, j] > 0:
            hits[j] += 1
