# (i, e): SEQ at LOOP, R_FLOW
import numpy as np
a = np.arange(40)
for i, e in enumerate(reversed(a)):
    a[i] = e
