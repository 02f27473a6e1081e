# i: PIPELINE at LOOP, R_SCALAR
import numpy as np

out = np.zeros(100)
x = 1
for i in range(100):
    if x < 50:
        x += i
    out[i] = x
