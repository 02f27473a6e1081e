# i: SEQ at LOOP, R_OUTPUT
import numpy as np
a = np.zeros(8)
for i in range(6):
    a[i - 1:i + 1] = i
