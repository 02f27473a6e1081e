# t: SEQ at LOOP, R_FLOW; i: DOALL at LOOP; i: DOALL at LOOP
import numpy as np
a = np.zeros(100)
b = np.zeros(100)
for t in range(10):
    for i in range(1, 99):
        b[i] = a[i - 1] + a[i + 1]
    for i in range(1, 99):
        a[i] = b[i]
