# row: UNKNOWN until TYPES, R_TYPE
values = iter([3, 1, 4])
sums = []
for row in [values, values]:
    sums.append(sum(row))
