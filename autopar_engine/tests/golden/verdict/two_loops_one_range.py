# i: DOALL at LOOP; i: DOALL at LOOP
a = list(range(40))
b = [0] * 40
c = [0] * 40
for i in range(40):
    b[i] = a[i] * 2
for i in range(40):
    c[i] = b[i] + a[i]
