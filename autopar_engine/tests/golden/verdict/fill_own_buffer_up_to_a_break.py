# i: UNKNOWN until CONTENT, R_FLOW; j: SEARCH at LOOP; j: DOALL at LOOP
import numpy as np
def up_to_a_break():
    b = [0] * 4
    out = np.zeros((10, 4), dtype=int)
    for i in range(10):
        for j in range(4):
            if (i + j) % 3 == 2:
                break
            b[j] = i * j
        for j in range(4):
            out[i, j] = b[j]
    return out
# after: up_to_a_break()
