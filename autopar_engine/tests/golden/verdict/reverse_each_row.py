# i: DOALL at LOOP
import numpy as np
a = np.ones((6, 5))
for i in range(6):
    a[i, ::-1] = a[i, :] + 1
