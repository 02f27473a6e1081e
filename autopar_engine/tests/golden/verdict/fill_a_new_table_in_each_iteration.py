# i: DOALL_PRIV at LOOP; _: COLLECT at LOOP
y = [0] * 6
for i in range(6):
    table = [[0] * 3 for _ in range(4)]
    table[3][2] += i
    y[i] = table[3][2]
