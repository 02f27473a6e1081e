# i: HISTO of floats at LOOP
import numpy as np
bins = np.zeros(4)
keys = np.array([3, 1, 3, 0, 1, 3])
weights = np.arange(6.0)
for i in range(6):
    bins[keys[i]] += weights[i]
