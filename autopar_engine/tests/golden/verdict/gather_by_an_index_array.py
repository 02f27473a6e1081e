# i: DOALL at LOOP
import numpy as np
order = np.arange(20)
source = np.arange(20.0)
target = np.zeros(20)
for i in range(20):
    target[i] = source[order[i]]
