# i: SEQ at LOOP, R_FLOW; j: DOALL at LOOP; j: DOALL at LOOP
import numpy as np
def shrink():
    b = [0] * 10
    kept = [b]
    out = np.zeros((10, 10), dtype=int)
    for i in range(10):
        for j in range(i, 10):
            b[9 - j] = i * j
        for j in range(i, 10):
            out[i, j] = b[9 - j]
    return kept, out
# after: shrink()
