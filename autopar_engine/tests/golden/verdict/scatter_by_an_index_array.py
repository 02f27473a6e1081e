# i: UNKNOWN until CONTENT, R_INDIRECT
import numpy as np
order = np.arange(50)
target = np.zeros(50)
for i in range(50):
    target[order[i]] = i
