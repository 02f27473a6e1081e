# i: DOALL at LOOP
import numpy as np
x = np.zeros(100)
y = np.ones(100)
for i in range(100):
    y[i] = 2.0 * x[i] + y[i]
