# i: UNKNOWN until NEVER, R_CALL
import math

import numpy as np

GRAVITY = 9.81

def f(x, n):
    row = x[0]
    row *= n
    return row

a = np.zeros((100, 100))
for i in range(100):
    a[i] = f(a, 2)[i]
