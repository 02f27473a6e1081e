# i: PIPELINE at LOOP, R_ANTI
a = list(range(51))
b = [0] * 50
c = [7] * 50
for i in range(50):
    a[i] = c[i]
    b[i] = a[i + 1]
