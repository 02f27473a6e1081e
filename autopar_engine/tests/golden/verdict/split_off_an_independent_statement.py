# i: PIPELINE at LOOP, R_FLOW
a = [1] * 100
b = [0] * 100
for i in range(1, 100):
    a[i] = (a[i - 1] * 3 + 1) % 17
    b[i] = 2 * a[i]
