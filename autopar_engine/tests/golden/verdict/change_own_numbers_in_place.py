# i: DOALL_PRIV at LOOP
import numpy as np

a = np.zeros(100)
for i in range(100):
    x = 2.0
    x *= i
    a[i] = x
