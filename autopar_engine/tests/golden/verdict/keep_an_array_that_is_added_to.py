# i: SEQ at LOOP, R_SCALAR
import numpy as np
row = np.zeros(3)
kept = []
for i in range(4):
    row += i
    kept.append(row)
