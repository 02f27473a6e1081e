# j: DOALL at LOOP
import numpy as np
a = np.zeros((5, 6))
b = np.ones((5, 6))
for j in range(6):
    a[:, j] = b[:, j] * 2 + a[:, j]
