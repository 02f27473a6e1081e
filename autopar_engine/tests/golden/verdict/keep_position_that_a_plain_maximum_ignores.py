# i: SEQ at LIBRARY, R_SCALAR
def position(x, y):
    best = x[0]
    where = 0
    for i in range(len(x)):
        best = max(best, y[i])
        if x[i] > best:
            best = x[i]
            where = i
    return where
