# i: PIPELINE at LOOP, R_FLOW
a = [1] * 50
b = [1] * 50
c = list(range(50))
for i in range(1, 50):
    a[i] += c[i]
    b[i] = (b[i - 1] * 2 + a[i]) % 19
