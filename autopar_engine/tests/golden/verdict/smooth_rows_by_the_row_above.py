# i: SEQ at LOOP, R_FLOW
import numpy as np
a = np.ones((6, 8))
for i in range(1, 6):
    a[i, 1:-1] = a[i - 1, :-2] + a[i - 1, 2:]
