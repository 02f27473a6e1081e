# i: DOALL_PRIV at LOOP; k: REDUCE of floats at LOOP
import numpy as np
a = np.zeros(4, dtype=complex)
b = np.ones(4)
for i in range(4):
    z = 1j
    for k in range(4):
        z += b[k]
    a[i] = z
