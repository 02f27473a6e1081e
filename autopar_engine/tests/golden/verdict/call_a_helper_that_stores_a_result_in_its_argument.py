# i: UNKNOWN until NEVER, R_CALL
import numpy as np
def root(x, result):
    np.sqrt(x, result)
    return result[0]
kept = np.zeros(1)
a = np.zeros(10)
for i in range(10):
    a[i] = root(float(i), kept)
