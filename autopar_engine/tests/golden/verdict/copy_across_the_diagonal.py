# i: DOALL_PRIV at LOOP; j: DOALL at LOOP
import numpy as np
a = np.zeros((20, 20))
for i in range(20):
    for j in range(i):
        a[i, j] = a[j, i]
