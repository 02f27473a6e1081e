# i: UNKNOWN until NEVER, R_CALL
import numpy as np

scale = 2

def g(x):
    return x * scale
def f(x, n):
    return g(x) + n
# %%
a = np.zeros(100)
for i in range(100):
    a[i] = f(i, 2)
    scale = i
