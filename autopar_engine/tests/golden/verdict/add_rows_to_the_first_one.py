# i: UNKNOWN until TYPES, R_ALIAS
import numpy as np
x = np.ones((6, 3))
total = x[0]
for i in range(6):
    total += x[i]
