# i: DOALL_PRIV at LOOP
a = [0] * 50
b = [1] * 50
for i in range(50):
    if b[i] > 0:
        t = 1
    else:
        t = 2
    a[i] = t
