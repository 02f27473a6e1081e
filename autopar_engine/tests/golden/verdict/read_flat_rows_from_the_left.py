# i: DOALL_PRIV at LOOP; j: SEQ at LOOP, R_FLOW
# after: smear(4)
import numpy as np

def smear(n):
    a = np.zeros(n * n)
    for i in range(n):
        for j in range(1, n):
            a[i * n + j] = 2 * a[i * n + j - 1] + 1
    return a
