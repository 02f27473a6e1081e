# i: REDUCE at LOOP; j: REDUCE at LOOP
import numpy as np

table = np.zeros((8, 8), dtype=int)
best = 0
row = column = 0
for i in range(8):
    for j in range(8):
        if table[i, j] > best:
            best = table[i, j]
            row = i
            column = j
