# i: SEQ at LIBRARY, R_ORDER
import numpy as np
row = np.zeros(3)
firsts = np.zeros(4)
for i in range(4):
    row.fill(i)
    firsts[i] = row[0]
