# (i, e): SEQ at LOOP, R_FLOW; x: UNKNOWN until NEVER, R_ORDER
import numpy as np
a = np.arange(40)
for i, e in enumerate(x + 1 for x in a[:9]):
    a[2 * i + 1] = e
