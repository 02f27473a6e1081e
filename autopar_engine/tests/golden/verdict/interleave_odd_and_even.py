# i: DOALL at LOOP
a = list(range(80))
for i in range(40):
    a[2 * i] = a[2 * i + 1]
