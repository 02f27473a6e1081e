# i: UNKNOWN until NEVER, R_CALL
import numpy as np

def f(x, n):
    return x + n
# %%
f = print
# %%
a = np.zeros(100)
for i in range(100):
    a[i] = f(i, 2)
