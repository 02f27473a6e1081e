# i: UNKNOWN until TYPES, R_ALIAS
row = [0]
rows = [row]
found = [0] * 3
for i in range(3):
    row[0] = i
    other = rows[0]
    found[i] = other == [2]
