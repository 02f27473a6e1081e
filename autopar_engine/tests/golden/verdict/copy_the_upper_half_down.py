# i: DOALL at LOOP
a = list(range(10))
for i in range(10):
    if i < 5:
        a[i] = a[i + 5]
