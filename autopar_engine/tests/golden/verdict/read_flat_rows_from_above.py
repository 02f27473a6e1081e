# i: SEQ at LOOP, R_FLOW; j: DOALL at LOOP
# after: smear(4)
import numpy as np

def smear(n):
    a = np.zeros(n * n)
    for i in range(1, n):
        for j in range(n):
            a[i * n + j] = 2 * a[(i - 1) * n + j] + 1
    return a
