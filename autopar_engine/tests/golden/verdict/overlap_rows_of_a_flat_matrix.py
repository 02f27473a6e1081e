# i: SEQ at LOOP, R_OUTPUT; j: DOALL at LOOP
flat = [0] * 48
for i in range(6):
    for j in range(8):
        flat[i * 7 + j] = i - j
