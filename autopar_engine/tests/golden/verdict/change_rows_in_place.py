# x: UNKNOWN until TYPES, R_TYPE
import numpy as np

a = np.zeros((100, 100))
for x in a:
    x += a[0]
