# (i, e): DOALL at LOOP
import numpy as np
a = np.arange(40)
for i, e in enumerate(list(a[:9])):
    a[2 * i + 1] = e
