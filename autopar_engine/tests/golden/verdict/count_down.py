# i: DOALL at LOOP
a = [0] * 11
for i in range(10, 0, -1):
    a[i] = i
