# i: SEQ at LOOP, R_SCALAR
# after: position([5, 7, 3, 8, 1, 9, 2])
def position(x):
    best = x[0]
    where = 0
    for i in range(len(x)):
        if x[i] < best:
            best = x[i]
            if i % 2 == 0:
                where = i
    return where
