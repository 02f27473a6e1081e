# i: DOALL at LOOP
a = [3, -1, 4, -1, -5, 9]
for i in range(6):
    if a[i] < 0:
        a[i] = -a[i]
