# i: UNKNOWN until TYPES, R_ALIAS
a = [0] * 5
x = [a]
for i in range(5):
    a[i] = len(str(x))
