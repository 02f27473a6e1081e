# i: SEQ at LOOP, R_FLOW
import numpy as np
m = np.eye(6) + 1
x = np.ones(6)
for i in range(6):
    x[i] -= m[i, :i] @ x[:i]
