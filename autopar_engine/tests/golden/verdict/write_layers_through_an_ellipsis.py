# i: DOALL at LOOP
import numpy as np
a = np.zeros((3, 4, 5))
b = np.ones((3, 4, 5))
for i in range(5):
    a[..., i] = b[..., i] + a[..., i]
