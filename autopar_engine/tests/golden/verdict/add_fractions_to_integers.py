# i: SEQ at LOOP, R_FLOW
import numpy as np
a = np.full(1, 5, dtype=int)
x = [-0.6, -0.6, -0.6]
for i in range(3):
    a[0] = a[0] + x[i]
