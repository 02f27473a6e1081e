# i: UNKNOWN until NEVER, R_CALL
import math

import numpy as np

GRAVITY = 9.81

def f(x, n):
    yield x + n

a = [0] * 100
for i in range(100):
    a[i] = f(i, 2)
