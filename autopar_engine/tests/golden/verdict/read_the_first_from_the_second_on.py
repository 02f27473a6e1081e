# i: DOALL at LOOP
a = [3] * 40
for i in range(1, 40):
    a[i] = a[0] + i
