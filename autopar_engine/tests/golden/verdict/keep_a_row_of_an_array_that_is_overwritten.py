# i: SEQ at LOOP, R_FLOW
import numpy as np
rows = np.zeros((2, 3))
kept = []
for i in range(4):
    rows[0] = i
    kept.append(rows[0])
