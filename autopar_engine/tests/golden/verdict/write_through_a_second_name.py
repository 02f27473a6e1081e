# i: UNKNOWN until TYPES, R_ALIAS
a = list(range(10))
b = a
for i in range(9):
    b[i] = a[i + 1]
