# i: DOALL at LOOP
import numpy as np
a = np.ones((6, 8))
b = np.zeros((6, 8))
for i in range(1, 6):
    b[i, 1:-1] = a[i - 1, :-2] + a[i, 2:]
