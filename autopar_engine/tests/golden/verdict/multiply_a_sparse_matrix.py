# i: DOALL_PRIV at LOOP; k: REDUCE of floats at LOOP
import numpy as np
start = np.array([0, 2, 3, 6, 8])
column = np.array([0, 2, 1, 0, 2, 3, 1, 3])
value = np.arange(8.0)
x = np.ones(4)
y = np.zeros(4)
for i in range(4):
    s = 0.0
    for k in range(start[i], start[i + 1]):
        s += value[k] * x[column[k]]
    y[i] = s
