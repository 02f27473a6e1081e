# i: UNKNOWN until TYPES, R_ALIAS
import numpy as np
x = np.full(3, 2.0)
power = x
for i in range(3):
    power *= x
