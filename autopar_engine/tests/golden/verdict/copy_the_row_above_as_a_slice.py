# i: SEQ at LOOP, R_FLOW
import numpy as np
a = np.ones((6, 5))
for i in range(1, 6):
    a[i] = a[i - 1, :]
