# row: COLLECT at LIBRARY
sums = []
for row in [[3, 1], [4, 1]]:
    sums.append(sum(row))
