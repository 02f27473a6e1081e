# (i, v): DOALL at LOOP
values = iter([3, 1, 4])
a = [0] * 3
for i, v in enumerate(values):
    a[i] = v
