# i: DOALL at LOOP
a = [0] * 10
for i in range(10):
    if i > 0:
        a[i - 1] = i
