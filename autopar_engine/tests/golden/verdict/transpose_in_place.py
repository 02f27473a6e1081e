# i: DOALL_PRIV at LOOP; j: DOALL_PRIV at LOOP
import numpy as np
a = np.zeros((20, 20))
for i in range(20):
    for j in range(i):
        t = a[i, j]
        a[i, j] = a[j, i]
        a[j, i] = t
