# i: UNKNOWN until CONTENT, R_FLOW; j: DOALL at LOOP; j: DOALL at LOOP
import numpy as np
def sometimes():
    b = [0] * 4
    out = np.zeros((10, 4), dtype=int)
    for i in range(10):
        if i % 3 == 0:
            for j in range(4):
                b[j] = i * j
        for j in range(4):
            out[i, j] = b[j]
    return out
# after: sometimes()
