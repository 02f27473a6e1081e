# i: SEQ at LOOP, R_OUTPUT; j: DOALL at LOOP
cells = [0] * 14
for i in range(7):
    for j in range(8):
        cells[i + j] = i * j
