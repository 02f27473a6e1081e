# i: PIPELINE at LOOP, R_FLOW
a = list(range(40))
b = [2] * 40
for i in range(40):
    x = a[39 - i] + b[i]
    a[i] = x - 1
    b[i] = x
