# i: DOALL at LOOP
import numpy as np
a = np.zeros(14)
for i in range(4):
    a[i::4] = i
