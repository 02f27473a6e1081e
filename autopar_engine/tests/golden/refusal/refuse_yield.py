# Yield at 4:8-4:18: yield suspends the loop
def values(a):
    for i in range(10):
        yield a[i]
