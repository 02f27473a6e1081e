# (i, (x, y)): DOALL at LOOP
a = [1, 2, 3, 4]
b = [5, 6, 7, 8]
c = [0] * 4
for i, (x, y) in enumerate(zip(a, b)):
    c[i] = x * y
