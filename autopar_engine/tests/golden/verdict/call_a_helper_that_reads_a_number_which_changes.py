# i: UNKNOWN until NEVER, R_CALL
import math

import numpy as np

GRAVITY = 9.81

scale = 2


def rescale(value):
    global scale
    scale = value


def f(x, n):
    return x * scale + n

a = np.zeros(100)
for i in range(100):
    a[i] = f(i, 2)
