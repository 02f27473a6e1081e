# i: DOALL at LOOP
a = list(range(20))
b = [0] * 20
for i in range(20):
    b[i] = a[i]
    a[i] = 0
