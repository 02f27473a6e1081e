# i: UNKNOWN until NEVER, R_CALL
import numpy as np
m = np.ones((4, 3))
t = np.zeros(3)
y = np.zeros(10)
for i in range(10):
    y[i] = t[0]
    m.sum(0, None, t)
