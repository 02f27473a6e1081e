# i: REDUCE of floats at LOOP
import numpy as np

x = np.ones((100, 2))
center = [0.0, 0.0]
for i in range(100):
    center[0] += x[i, 0]
    center[1] += x[i, 1]
