# _: COLLECT at LOOP; i: SEQ at LOOP, R_FLOW; j: DOALL at LOOP
columns = [[] for _ in range(7)]
for i in range(6):
    for j in range(7):
        columns[j] += [i * j]
