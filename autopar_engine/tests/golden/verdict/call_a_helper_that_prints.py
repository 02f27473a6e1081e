# i: ORDERED_IO at LIBRARY, R_IO
import math

import numpy as np

GRAVITY = 9.81

def f(x, n):
    print(x)
    return x + n

a = np.zeros(100)
for i in range(100):
    a[i] = f(i, 2)
