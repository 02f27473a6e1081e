# i: SEQ at LOOP, R_FLOW; j: DOALL at LOOP
sums = [0] * 7
for i in range(6):
    for j in range(7):
        sums[j] += i * j
        sums[j] *= 2
