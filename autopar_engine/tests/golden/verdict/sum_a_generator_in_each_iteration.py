# v: UNKNOWN until NEVER, R_ORDER; i: UNKNOWN until NEVER, R_ORDER
values = (v * v for v in range(10))
a = [0] * 3
for i in range(3):
    a[i] = sum(values)
