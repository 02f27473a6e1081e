# i: PIPELINE at LOOP, R_OUTPUT
a = [0] * 51
b = list(range(50))
c = [2] * 50
for i in range(50):
    a[i + 1] = b[i]
    a[i] = c[i]
