# i: DOALL at LOOP
import numpy as np
a = np.zeros(12)
for i in range(4):
    a[3 * i:3 * i + 3] = i
