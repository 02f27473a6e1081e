# (i, x): DOALL at LOOP
import numpy as np

a = np.arange(10.0)
for i, x in enumerate(a, 1):
    a[i - 1] = 2 * x
