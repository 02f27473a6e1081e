# i: UNKNOWN until TYPES, R_ALIAS
import numpy as np
b = np.zeros(3)
kept = [b]
y = [0] * 4
for i in range(4):
    kept[0] += i
    y[i] = b[0]
