# i: DOALL at LOOP
import numpy as np
a = np.ones((6, 8))
for i in range(1, 6):
    a[i, :4] = a[i - 1, 4:]
