# i: UNKNOWN until TYPES, R_ALIAS
import numpy as np
a = np.ones((4, 4))
column = a[:, 0]
for i in range(4):
    a[i] += column
