# i: PIPELINE at LOOP, R_SCALAR
a = [1] * 10
b = [0] * 10
previous = 0
for i in range(10):
    b[i] = a[i] - previous
    previous = a[i]
