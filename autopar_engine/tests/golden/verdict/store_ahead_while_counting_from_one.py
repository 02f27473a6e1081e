# (i, x): SCAN at LOOP, R_FLOW
import numpy as np

a = np.arange(10.0)
for i, x in enumerate(a, 1):
    if i < 10:
        a[i] = x + 1
