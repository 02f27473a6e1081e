# i: UNKNOWN until TYPES, R_ALIAS
a = [[1], [2], [3]]
b = list(a)
for i in range(1, 3):
    a[i][0] = b[i - 1][0]
