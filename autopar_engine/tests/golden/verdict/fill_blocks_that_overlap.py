# i: SEQ at LOOP, R_OUTPUT
import numpy as np
a = np.zeros(13)
for i in range(4):
    a[3 * i:3 * i + 4] = i
