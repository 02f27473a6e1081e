# i: UNKNOWN until TYPES, R_ALIAS; j: UNKNOWN until TYPES, R_ALIAS
import numpy as np
a = np.arange(36.0).reshape(6, 6)
t = a.T
for i in range(6):
    for j in range(6):
        t[i, j] = a[i, j] + 1
