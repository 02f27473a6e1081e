# _: COLLECT at LOOP; i: DOALL_PRIV at LOOP; j: DOALL at LOOP
table = [[0] * 5 for _ in range(4)]
for i in range(4):
    for j in range(5):
        table[i][j] = i * j
