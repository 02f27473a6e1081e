# i: SEQ at LOOP, R_SCALAR
# after: second([5, 7, 3, 8, 1, 9, 2])
def second(x):
    best = x[0]
    before = x[0]
    for i in range(len(x)):
        if x[i] < best:
            before = best
            best = x[i]
    return before
