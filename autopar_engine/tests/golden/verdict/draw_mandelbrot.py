# y: DOALL_PRIV at LOOP; x: DOALL_PRIV at LOOP; while: SEQ at LOOP, R_SCALAR
import numpy as np
counts = np.zeros((8, 9), dtype=int)
for y in range(8):
    for x in range(9):
        cr = x / 3 - 2
        ci = y / 4 - 1
        zr = 0.0
        zi = 0.0
        count = 0
        while count < 20 and zr * zr + zi * zi <= 4:
            t = zr * zr - zi * zi + cr
            zi = 2 * zr * zi + ci
            zr = t
            count += 1
        counts[y, x] = count
