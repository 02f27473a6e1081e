# i: UNKNOWN until TYPES, R_ALIAS
import numpy as np
a = np.zeros(20)
both = np.array([a, a + 1], dtype=object)
both[1] = a
for i in range(10):
    a[i + 1] = both[1][i] + 1
