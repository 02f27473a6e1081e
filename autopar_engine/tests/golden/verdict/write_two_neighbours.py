# i: SEQ at LOOP, R_OUTPUT
import numpy as np
a = np.zeros(101)
for i in range(100):
    a[i] = 1.0
    a[i + 1] = 2.0
