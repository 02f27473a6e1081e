# i: SEQ at LOOP, R_FLOW
import numpy as np
a = np.ones((6, 6, 6))
for i in range(1, 5):
    a[..., i] = a[0, i] * 2
