# i: SEQ at LOOP, R_FLOW
a = [1] * 20
b = [1] * 20
c = list(range(20))
for i in range(1, 20):
    a[i] = b[i - 1] + c[i]
    b[i] = a[i] + c[i] % 3
