# i: DOALL_PRIV at LOOP; j: DOALL at LOOP
import numpy as np

n = 10
a = np.zeros(n * n)
for i in range(10):
    for j in range(10):
        a[i * n + j] = i - j
