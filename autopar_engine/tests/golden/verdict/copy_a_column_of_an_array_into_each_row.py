# i: UNKNOWN until TYPES, R_ALIAS
import numpy as np
a = np.arange(16.0).reshape(4, 4)
a = np.array(a)
column = a[:, 0]
for i in range(4):
    a[i] = column
