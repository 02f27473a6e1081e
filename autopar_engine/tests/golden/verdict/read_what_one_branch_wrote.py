# i: SEQ at LOOP, R_FLOW
a = [0] * 12
for i in range(1, 12):
    if i % 2 == 0:
        a[i] = a[i - 1] + 1
    else:
        a[i] = i
