# i: DOALL at LOOP
n = 5
a = list(range(10))
for i in range(10):
    if n <= i or i < 0:
        pass
    else:
        a[i] = a[i + n]
