# i: DOALL at LOOP
a = [0] * 12
b = list(range(12))
for i in range(12):
    if b[i] % 4 == 0:
        continue
    a[i] = b[i]
