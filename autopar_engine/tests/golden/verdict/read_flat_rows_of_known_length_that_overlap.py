# i: SEQ at LOOP, R_OUTPUT; j: DOALL at LOOP
import numpy as np

n = 10
a = np.zeros(200)
for i in range(10):
    for j in range(12):
        a[i * n + j] = i - j
