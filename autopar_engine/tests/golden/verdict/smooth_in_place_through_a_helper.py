# i: SEQ at LIBRARY, R_FLOW
import numpy as np
def average(x, i):
    return (x[i - 1] + x[i + 1]) / 2
x = np.arange(20.0)
for i in range(1, 19):
    x[i] = average(x, i)
