# i: SEQ at LOOP, R_ANTI
import numpy as np
a = np.ones((6, 5))
for i in range(5):
    row = a[i + 1, 1:].copy()
    a[i, 1:] = row * 2
