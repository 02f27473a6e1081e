# i: SCAN at LOOP, R_FLOW
import numpy as np
def powers(base, n):
    x = np.empty(n)
    x[0] = 1.0
    for i in range(1, n):
        x[i] = base * x[i - 1]
    return x
# after: powers(2.0, 5)
