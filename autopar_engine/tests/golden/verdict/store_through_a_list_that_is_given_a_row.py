# i: UNKNOWN until TYPES, R_ALIAS
row = [0, 0]
y = [0] * 10
for i in range(10):
    y[i] = row[0]
    pair = [row, row]
    pair[0][0] = i
