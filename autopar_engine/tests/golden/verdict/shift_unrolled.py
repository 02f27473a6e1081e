# i: SEQ at LOOP, R_ANTI
a = list(range(21))
for i in range(0, 20, 2):
    a[i] = a[i + 1] * a[i]
    a[i + 1] = a[i + 2] * a[i + 1]
