# i: UNKNOWN until NEVER, R_CALL
import numpy as np
m = np.ones((5, 5))
top = np.zeros(5)
for i in range(5):
    np.fmax(top, m[i], top)
    m[i, 0] = top[4]
