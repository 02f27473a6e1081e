# i: DOALL_PRIV at LOOP; j: DOALL at LOOP
import numpy as np
a = np.ones((8, 8))
for i in range(8):
    for j in range(i):
        a[i, j] = a[j, i]
