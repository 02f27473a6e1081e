# i: UNKNOWN until TYPES, R_ALIAS
# before: import numpy as np
# after: saxpy(2.0, np.arange(6.0), np.ones(6))
def saxpy(a, x, y):
    for i in range(len(x)):
        y[i] = a * x[i] + y[i]
