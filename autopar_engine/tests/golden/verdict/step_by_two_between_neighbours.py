# i: DOALL at LOOP
import numpy as np
a = np.zeros(100)
for i in range(1, 99, 2):
    a[i] = a[i - 1]
