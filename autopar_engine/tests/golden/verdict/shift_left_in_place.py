# i: SEQ at LOOP, R_ANTI
a = list(range(100))
for i in range(99):
    a[i] = a[i + 1]
