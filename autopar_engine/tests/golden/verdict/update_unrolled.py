# i: DOALL at LOOP
a = [1] * 20
b = list(range(20))
for i in range(0, 20, 4):
    a[i] += b[i]
    a[i + 1] += b[i + 1]
    a[i + 2] += b[i + 2]
    a[i + 3] += b[i + 3]
