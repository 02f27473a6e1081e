# i: SEQ at LOOP, R_FLOW
import numpy as np
a = np.ones(9)
for i in range(6):
    a[i:i + 3] += 1
