# i: SEQ at LOOP, R_FLOW
a = [3] * 40
for i in range(40):
    a[i] = a[0] + i
