# t: SEQ at LOOP, R_SCALAR; i: UNKNOWN until TYPES, R_ALIAS
import numpy as np
a = np.zeros(100)
b = np.zeros(100)
for t in range(10):
    for i in range(100):
        a[i] = b[i]
    a, b = b, a
