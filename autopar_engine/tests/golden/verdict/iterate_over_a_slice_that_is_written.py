# (i, e): SEQ at LOOP, R_FLOW
import numpy as np
a = np.arange(40)
for i, e in enumerate(a[:9]):
    a[2 * i + 1] = e
