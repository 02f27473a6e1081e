# i: PIPELINE at LOOP, R_SCALAR
a = list(range(20))
b = [0] * 20
before = 19
for i in range(20):
    b[i] = a[i] + a[before]
    before = i
