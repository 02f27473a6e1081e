# i: PIPELINE at LOOP, R_SCALAR
b = list(range(20))
a = [0] * 20
x = b[19]
for i in range(20):
    a[i] = (b[i] + x) // 2
    x = b[i]
