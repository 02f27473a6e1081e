# i: UNKNOWN until CONTENT, R_NONAFFINE
import numpy as np

a = np.zeros(100)
for i in range(99):
    a.flat[i + 1] = a[i]
