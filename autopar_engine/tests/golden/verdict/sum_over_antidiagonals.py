# i: REDUCE at LOOP; j: DOALL at LOOP
sums = [0] * 14
for i in range(7):
    for j in range(8):
        sums[i + j] += i * j
