# i: DOALL at LIBRARY
import numpy as np
a = np.ones((6, 8))
for i in range(1, 6):
    a[i, -2:] = np.sum(a[i - 1, :-2])
