# i: DOALL at LOOP
import numpy as np
a = np.ones(4)
step = a[0] / 4
for i in range(4):
    a[i] = step * i
