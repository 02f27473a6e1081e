# i: DOALL_PRIV at LOOP
a = list(range(12))
b = [0] * 12
c = [0] * 12
for i in range(12):
    low, high = a[i], a[i] + 1
    b[i] = low
    c[i] = high
