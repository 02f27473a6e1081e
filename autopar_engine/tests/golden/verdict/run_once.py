# i: TRIVIAL at SYNTAX
a = [0] * 3
for i in range(1):
    a[0] = i
