# i: DOALL_PRIV at LIBRARY; j: DOALL at LOOP
import numpy as np
a = np.zeros(10)
for i in range(10):
    row = np.zeros(4)
    for j in range(4):
        row[j] = i * j
    a[i] = row[3]
