# i: REDUCE at LOOP
a = [0] * 20
b = [0] * 20
s = 0
for i in range(20):
    a[i] = i * 2
    s += a[i]
    b[i] = i * 3
    s += b[i]
