# i: SEQ at LOOP, R_FLOW; j: DOALL at LOOP
sums = [0] * 7
seen = [0] * 6
for i in range(6):
    for j in range(7):
        sums[j] += i * j
    seen[i] = sums[2]
