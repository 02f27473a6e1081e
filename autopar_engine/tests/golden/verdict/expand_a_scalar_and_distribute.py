# i: PIPELINE at LOOP, R_FLOW
a = [1] * 50
b = [0] * 50
c = list(range(50))
for i in range(1, 50):
    t = c[i] + 2
    a[i] = (a[i - 1] * 3 + t) % 17
    b[i] = t * t
