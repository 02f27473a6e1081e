# i: DOALL at LIBRARY
import numpy as np
rows = np.ones((4, 3))
sums = [0.0] * 4
for i in range(4):
    sums[i] = sum(rows[i])
