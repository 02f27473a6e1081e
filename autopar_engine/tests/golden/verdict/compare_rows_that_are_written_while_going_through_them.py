# other: UNKNOWN until TYPES, R_ALIAS
row = [0]
rows = [row, row, row]
found = []
for other in rows:
    row[0] += 1
    found.append(other == [2])
