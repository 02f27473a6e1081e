# i: UNKNOWN until NEVER, R_CALL
import numpy as np
x = np.arange(5)
y = [0] * 4
for i in range(4):
    np.random.shuffle(x)
    y[i] = x[0]
