# k: REDUCE of floats at LIBRARY
# after: position([3, -6, 4, 1, -9, 5, 2])
def position(x):
    best = abs(x[0])
    where = 0
    for k in range(1, len(x)):
        if abs(x[k]) > best:
            best = abs(x[k])
            where = k
    return where
