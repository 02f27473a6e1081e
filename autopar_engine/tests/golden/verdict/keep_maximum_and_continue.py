# i: PIPELINE at LOOP, R_SCALAR
import numpy as np

x = np.arange(100.0)
marks = np.zeros(100)
best = 0.0
for i in range(100):
    if x[i] > best:
        best = x[i]
        continue
    marks[i] = 1
