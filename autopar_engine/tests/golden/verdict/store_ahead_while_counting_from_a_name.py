# (i, x): UNKNOWN until CONTENT, R_NONAFFINE
import numpy as np

a = np.arange(10.0)
n = len(a) // 9
for i, x in enumerate(a, n):
    if i < 10:
        a[i] = x + 1
