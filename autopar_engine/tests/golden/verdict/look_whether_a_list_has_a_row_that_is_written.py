# i: UNKNOWN until TYPES, R_ALIAS
row = [0]
rows = [[5], row]
found = [0] * 3
for i in range(3):
    row[0] = i
    found[i] = [2] in rows
