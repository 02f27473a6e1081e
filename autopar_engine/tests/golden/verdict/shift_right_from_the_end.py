# i: SEQ at LOOP, R_ANTI
a = list(range(40))
for i in range(38, -1, -1):
    a[i + 1] = a[i] + 1
