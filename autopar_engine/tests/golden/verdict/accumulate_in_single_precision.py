# i: REDUCE of floats at LOOP
import numpy as np
x = np.arange(10.0)
s = np.zeros(1, dtype=np.float32)
for i in range(10):
    s[0] += x[i]
