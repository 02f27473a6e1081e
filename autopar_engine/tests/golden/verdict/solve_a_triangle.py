# i: SEQ at LOOP, R_FLOW; j: REDUCE of floats at LOOP
import numpy as np
low = np.tril(np.ones((8, 8)))
b = np.arange(8.0)
x = np.zeros(8)
for i in range(8):
    s = b[i]
    for j in range(i):
        s -= low[i, j] * x[j]
    x[i] = s / low[i, i]
