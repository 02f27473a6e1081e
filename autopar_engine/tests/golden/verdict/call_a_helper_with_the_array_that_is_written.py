# i: UNKNOWN until TYPES, R_FLOW
import math

import numpy as np

GRAVITY = 9.81

def f(x, n):
    return x[n - 1]

a = np.zeros(100)
for i in range(100):
    a[i] = f(a, i)
