# i: SEQ at LOOP, R_ANTI
a = list(range(40))
for i in range(40):
    a[i] = a[39] + 1
