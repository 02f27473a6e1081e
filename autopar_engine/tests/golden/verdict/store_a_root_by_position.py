# i: UNKNOWN until NEVER, R_CALL
import numpy as np
m = np.ones((10, 3))
row = np.zeros(3)
y = np.zeros(10)
for i in range(10):
    y[i] = row[2] + i
    np.sqrt(m[i], row)
