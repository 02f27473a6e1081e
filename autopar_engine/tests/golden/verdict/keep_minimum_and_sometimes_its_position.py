# i: SEQ at LOOP, R_SCALAR
def position(x):
    best = x[0]
    where = 0
    for i in range(len(x)):
        if x[i] < best:
            best = x[i]
            if i % 2 == 0:
                where = i
    return where
