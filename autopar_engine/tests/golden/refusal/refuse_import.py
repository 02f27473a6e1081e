# Import at 3:4-3:15: an import runs code of another module
for i in range(10):
    import math
    a[i] = math.sin(i)
