# i: SEQ at LOOP, R_SCALAR
import numpy as np

a = np.arange(10.0)
below = None
above = None
for i in range(10):
    if i == 5:
        continue
    if below is None or a[below] < a[i] <= 5.0:
        below = i
    if above is None or a[above] > a[i] >= 5.0:
        above = i
