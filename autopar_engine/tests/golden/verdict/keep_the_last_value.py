# i: DOALL_PRIV at LOOP
data = [3, 1, 4, 1, 5]
a = [0] * 5
for i in range(5):
    t = data[i] * 2
    a[i] = t
last = t + i
