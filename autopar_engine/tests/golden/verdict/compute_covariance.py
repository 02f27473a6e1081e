# j: DOALL_PRIV at LOOP; i: REDUCE of floats at LOOP; i: DOALL_PRIV at LOOP; j: DOALL at LOOP; j: DOALL_PRIV at LOOP; k: DOALL_PRIV at LOOP; i: REDUCE of floats at LOOP
import numpy as np
x = np.ones((6, 5))
mean = np.zeros(5)
cov = np.zeros((5, 5))
for j in range(5):
    for i in range(6):
        mean[j] += x[i, j]
    mean[j] /= 6
for i in range(6):
    for j in range(5):
        x[i, j] -= mean[j]
for j in range(5):
    for k in range(j, 5):
        s = 0.0
        for i in range(6):
            s += x[i, j] * x[i, k]
        cov[j, k] = s / 5
        cov[k, j] = cov[j, k]
