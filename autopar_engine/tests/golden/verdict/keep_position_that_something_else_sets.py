# i: SEQ at LOOP, R_SCALAR
# after: position([5, 7, 3, 8, 1, 9, 2], [6, 2, 8, 4, 3, 0, 7])
def position(x, y):
    best = x[0]
    where = 0
    for i in range(len(x)):
        if x[i] < best:
            best = x[i]
            where = i
        if y[i] > 3:
            where = -1
    return where
