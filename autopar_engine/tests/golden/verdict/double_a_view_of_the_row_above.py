# i: SEQ at LOOP, R_FLOW
import numpy as np
a = np.ones((6, 5))
for i in range(1, 6):
    row = a[i - 1, 1:]
    a[i, 1:] = row * 2
