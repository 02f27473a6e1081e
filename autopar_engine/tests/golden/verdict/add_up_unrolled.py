# i: REDUCE of floats at LOOP
import numpy as np
a = np.arange(20.0)
b = np.ones(20)
dot = 0.0
for i in range(0, 20, 5):
    dot = dot + a[i] * b[i] + a[i + 1] * b[i + 1] + a[i + 2] * b[i + 2]
