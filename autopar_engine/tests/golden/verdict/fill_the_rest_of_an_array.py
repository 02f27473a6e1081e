# i: SEQ at LOOP, R_OUTPUT
import numpy as np
a = np.zeros(7)
for i in range(6):
    a[i:] = i
