# i: SEQ at LOOP, R_FLOW
import numpy as np

point = [0]
out = np.zeros(100)
for i in range(100):
    point[0] += i
    point[-1] *= 2
