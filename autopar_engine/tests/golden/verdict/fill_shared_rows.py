# i: UNKNOWN until TYPES, R_TYPE; j: DOALL at LOOP
table = [[0] * 5] * 5
for i in range(5):
    for j in range(5):
        table[i][j] = i + j
