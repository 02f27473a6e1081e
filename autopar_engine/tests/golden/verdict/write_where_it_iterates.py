# (i, v): DOALL at LOOP
a = [1] * 10
for i, v in enumerate(a):
    a[i] = v * 2
