# i: RNG_STREAM at LIBRARY, R_RNG
import math

import numpy as np

GRAVITY = 9.81

def f(x, n):
    return x + n * np.random.rand()

a = np.zeros(100)
for i in range(100):
    a[i] = f(i, 2)
