# i: DOALL at LOOP
import numpy as np
a = np.zeros((6, 5))
b = np.ones((6, 5))
for i in range(6):
    a[i, :] = b[i, :] * 2
