# i: UNKNOWN until TYPES, R_ALIAS
import numpy as np
row = np.zeros(3)
y = [0] * 10
for i in range(10):
    pair = [row, row]
    pair[0] += 1
    y[i] = row[0]
