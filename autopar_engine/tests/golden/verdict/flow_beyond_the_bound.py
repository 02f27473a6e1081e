# i: DOALL at LOOP
a = list(range(80))
for i in range(40):
    a[i + 40] = a[i] * 2
