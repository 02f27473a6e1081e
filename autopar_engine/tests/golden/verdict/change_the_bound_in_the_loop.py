# i: DOALL_PRIV at LOOP
a = [0] * 100
n = 100
for i in range(n):
    n = 5
    a[i] = n
