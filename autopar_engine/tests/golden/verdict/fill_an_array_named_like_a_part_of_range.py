# i: SEQ at LIBRARY, R_ORDER
import numpy as np
a = np.zeros(3)
firsts = np.zeros(4)
for i in range(4):
    a.fill(i)
    firsts[i] = a[0]
