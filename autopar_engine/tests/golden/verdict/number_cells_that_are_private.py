# i: DOALL_PRIV at LOOP
import numpy as np

point = [0, 0]
out = np.zeros(100)
for i in range(100):
    point[0] = i
    point[1] = i + 1
    out[i] = point[0] * point[1]
