# i: REDUCE of floats at LOOP; j: REDUCE of floats at LOOP
import numpy as np
m = np.ones((5, 6))
best = m[0, 0]
row = 0
column = 0
for i in range(5):
    for j in range(6):
        if m[i, j] > best:
            best = m[i, j]
            row = i
            column = j
