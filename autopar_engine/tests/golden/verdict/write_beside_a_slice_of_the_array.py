# i: UNKNOWN until TYPES, R_ALIAS
import numpy as np
a = np.arange(10.0)
b = a[1:]
for i in range(9):
    b[i] = a[i] + 1
