# i: UNKNOWN until NEVER, R_CALL
import numpy as np

def g(x):
    return x
def f(x, n):
    return g(x) + n
# %%
def g(x):
    print(x)
    return x
# %%
a = np.zeros(100)
for i in range(100):
    a[i] = f(i, 2)
