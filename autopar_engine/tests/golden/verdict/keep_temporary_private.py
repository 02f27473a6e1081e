# i: DOALL_PRIV at LOOP
a = [0] * 50
b = [1] * 50
for i in range(50):
    t = b[i] + 1
    a[i] = t * t
