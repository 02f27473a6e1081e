# i: UNKNOWN until BOUNDS, R_BOUND
import numpy as np
a = np.zeros(10)
for i in range(10):
    a[i - 5] = i
