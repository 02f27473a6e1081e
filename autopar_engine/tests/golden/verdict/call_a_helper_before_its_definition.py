# i: UNKNOWN until NEVER, R_CALL
# before: f = pow
import math

import numpy as np

GRAVITY = 9.81



a = np.zeros(100)
for i in range(100):
    a[i] = f(i, 2)


def f(x, n):
    return x + n
