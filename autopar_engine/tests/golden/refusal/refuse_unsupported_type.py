# UnsupportedType when compiled, line 3: a value has a type that is not compiled
def spread(x, y, n):
    for y in range(n):
        x[y] = y[0]
