# i: DOALL at LOOP
a = list(range(100))
for i in range(20):
    a[4 * i] = a[6 * i + 1] if i < 10 else 0
