# i: SEQ at LOOP, R_FLOW; j: DOALL at LOOP; j: REDUCE of floats at LOOP
import numpy as np
def fill(n):
    buffer = np.zeros(n)
    kept = [buffer]
    s = np.zeros(n)
    for i in range(n):
        for j in range(n - i):
            buffer[j] = i
        for j in range(n - i):
            s[i] += buffer[j]
    return kept, s
# after: fill(5)
