# i: PIPELINE at LOOP, R_SCALAR
import numpy as np

out = np.zeros(100)
x = 1.0
for i in range(100):
    slope = 2 * x
    x = x - 0.1 * slope
    out[i] = x
