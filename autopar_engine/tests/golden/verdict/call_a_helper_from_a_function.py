# i: DOALL at LIBRARY
# after: apply()
import math

import numpy as np

GRAVITY = 9.81

def apply():
    a = np.zeros(100)
    for i in range(100):
        a[i] = f(i, 2)
    return a


def f(x, n):
    return x + n
