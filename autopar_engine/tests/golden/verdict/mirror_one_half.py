# i: DOALL at LOOP
a = list(range(100))
for i in range(50):
    a[i] = a[99 - i]
