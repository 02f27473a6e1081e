# i: SEQ at LOOP, R_FLOW
import numpy as np
a = np.zeros(100)
for i in range(100):
    a[i] = a[99 - i]
