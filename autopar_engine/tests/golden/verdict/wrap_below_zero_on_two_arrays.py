# i: DOALL at LOOP
import numpy as np
a = np.zeros(10)
b = np.zeros(10)
for i in range(10):
    a[i] = b[i - 1]
