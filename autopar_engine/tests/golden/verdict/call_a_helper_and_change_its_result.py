# i: UNKNOWN until TYPES, R_ALIAS
import math

import numpy as np

GRAVITY = 9.81

def f(x, n):
    return x

a = np.zeros(100)
for i in range(100):
    b = f(a, i)
    b[0] = i
