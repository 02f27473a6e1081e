# i: DOALL_PRIV at LOOP
a = list(range(100))
for i in range(50):
    t = a[i]
    a[i] = a[99 - i]
    a[99 - i] = t
