# i: DOALL at LIBRARY
import numpy as np

def f(x, n):
    low, high = min(x, n), max(x, n)
    return high - low
# %%
a = np.zeros(100)
for i in range(100):
    a[i] = f(i, 2)
