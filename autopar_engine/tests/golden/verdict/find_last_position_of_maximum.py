# i: REDUCE of floats at LOOP
# after: position([3, 6, 4, 1, 5, 9, 2])
def position(x):
    best = x[0]
    where = 0
    for i in range(1, len(x)):
        if x[i] >= best:
            best = x[i]
            where = i
    return where
