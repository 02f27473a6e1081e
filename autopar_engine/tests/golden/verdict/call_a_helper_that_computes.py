# k: UNKNOWN until NEVER, R_EXIT; i: DOALL at LIBRARY
import math

import numpy as np

GRAVITY = 9.81

def g(x):
    """Falls for x seconds."""
    return 0.5 * GRAVITY * x**2


def f(x, n):
    total = 0
    for k in range(n):
        if k > x:
            total += g(k)
        elif k == x:
            return math.sqrt(x)
    return total if n else None

a = np.zeros(100)
for i in range(100):
    a[i] = f(i, 2)
