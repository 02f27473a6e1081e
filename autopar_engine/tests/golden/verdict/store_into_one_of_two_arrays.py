# i: UNKNOWN until CONTENT, R_ALIAS
# before: c = True
import numpy as np

a = np.zeros(100)
b = np.zeros(100)
for i in range(99):
    (a if c else b)[i] = a[i + 1]
