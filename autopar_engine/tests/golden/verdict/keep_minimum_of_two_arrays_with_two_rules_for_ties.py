# i: SEQ at LOOP, R_SCALAR
def position(x, y):
    best = x[0]
    where = 0
    for i in range(len(x)):
        if x[i] < best:
            best = x[i]
            where = i
        if y[i] <= best:
            best = y[i]
            where = -i
    return where
