# i: REDUCE at LOOP; j: REDUCE at LOOP
sums = [0] * 8
for i in range(6):
    for j in range(7):
        sums[j] = sums[j] + i * j
        sums[j + 1] -= i
