# i: HISTO at LIBRARY
import numpy as np
x = np.linspace(0.0, 0.9, 30)
h = np.zeros(10, dtype=int)
for i in range(30):
    h[int(x[i] * 10)] += 1
