# (i, e): DOALL at LOOP
import numpy as np
a = np.arange(40)
for i, e in enumerate(a - 1):
    a[i] = e
