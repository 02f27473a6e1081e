# i: DOALL_PRIV at LOOP; j: DOALL_PRIV at LOOP; u: REDUCE of floats at LOOP; v: REDUCE of floats at LOOP
import numpy as np
image = np.ones((8, 8))
kernel = np.ones((3, 3))
result = np.zeros((6, 6))
for i in range(6):
    for j in range(6):
        s = 0.0
        for u in range(3):
            for v in range(3):
                s += image[i + u, j + v] * kernel[u, v]
        result[i, j] = s
