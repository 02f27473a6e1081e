# UnsupportedType when compiled, line 4: a value has a type that is not compiled
def spread(x, y, n):
    for i in range(n):
        x[i] = y[i] + y[i, 0]
