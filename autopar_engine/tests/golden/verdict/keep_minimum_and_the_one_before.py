# i: SEQ at LOOP, R_SCALAR
def second(x):
    best = x[0]
    before = x[0]
    for i in range(len(x)):
        if x[i] < best:
            before = best
            best = x[i]
    return before
