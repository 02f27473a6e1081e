# i: DOALL_PRIV at LOOP; j: DOALL_PRIV at LOOP; k: REDUCE of floats at LOOP
import numpy as np
A = np.ones((8, 8))
B = np.ones((8, 8))
C = np.zeros((8, 8))
for i in range(8):
    for j in range(8):
        for k in range(8):
            C[i, j] += A[i, k] * B[k, j]
