# i: UNKNOWN until NEVER, R_CALL
# after: apply(pow)
import math

import numpy as np

GRAVITY = 9.81

def f(x, n):
    return x + n


def apply(f):
    a = np.zeros(100)
    for i in range(100):
        a[i] = f(i, 2)
    return a
