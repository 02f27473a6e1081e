# i: SEQ at LOOP, R_ANTI
a = list(range(51))
b = [3] * 50
d = [0] * 50
for i in range(50):
    a[i] = b[i] + 1
    d[i] = a[i] + a[i + 1]
