# i: SCAN at LOOP, R_SCALAR
import numpy as np

out = np.zeros(100)
x = 0
for i in range(100):
    step = i * i
    x += step
    out[i] = x
