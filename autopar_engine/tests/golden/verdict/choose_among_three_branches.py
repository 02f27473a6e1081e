# i: DOALL at LOOP
a = [0] * 9
b = list(range(9))
for i in range(9):
    if b[i] % 3 == 0:
        a[i] = b[i]
    elif b[i] % 3 == 1:
        a[i] = -b[i]
    else:
        a[i] = 0
