# Raise at 4:8-4:24: raise leaves the loop
for i in range(10):
    if a[i] < 0:
        raise ValueError
    b[i] = a[i]
