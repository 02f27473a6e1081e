# Damaged at 3:4-3:15: the source has a syntax error here
for i in range(10):
    a[i] = b[i)
