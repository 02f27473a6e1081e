# i: REDUCE of floats at LOOP
# after: position([5, 7, 3, 8, 1, 9, 2])
def position(x):
    best = x[0]
    where = 0
    for i in range(len(x)):
        if x[i] < best:
            where = i
            best = x[i]
    return where
