# i: SEQ at LOOP, R_SCALAR
import numpy as np

out = np.zeros(100)
x = 1.0
for i in range(100):
    out[i] = x
    x += out[i]
