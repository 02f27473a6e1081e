# i: SEQ at LOOP, R_FLOW
import numpy as np

state = [0, 0]
out = np.zeros(100)
for i in range(100):
    state[0] = i
    out[i] = state[0] + state[1]
    state[1] = state[0] - state[1]
