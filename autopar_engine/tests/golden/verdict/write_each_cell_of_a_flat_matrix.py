# i: DOALL_PRIV at LOOP; j: DOALL at LOOP
flat = [0] * 48
for i in range(6):
    for j in range(8):
        flat[i * 8 + j] = i - j
