# i: DOACROSS(20) at LOOP, R_FLOW
a = list(range(60))
for i in range(40):
    a[i + 20] = a[i] * 2 % 31
