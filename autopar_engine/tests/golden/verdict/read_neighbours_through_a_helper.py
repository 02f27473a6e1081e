# i: DOALL at LIBRARY
import numpy as np
def average(x, i):
    """Of both neighbours."""
    return (x[i - 1] + x[i + 1]) / 2
x = np.arange(20.0)
y = np.zeros(20)
for i in range(1, 19):
    y[i] = average(x, i)
