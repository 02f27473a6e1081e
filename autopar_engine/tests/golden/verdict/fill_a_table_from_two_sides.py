# i: SEQ at LIBRARY, R_FLOW; j: SEQ at LIBRARY, R_FLOW
import numpy as np
table = np.zeros((8, 8))
for i in range(1, 8):
    for j in range(1, 8):
        table[i, j] = max(table[i - 1, j], table[i, j - 1]) + 1
