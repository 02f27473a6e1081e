# i: REDUCE of floats at LOOP
def position(x):
    best = x[0]
    where = 0
    for i in range(len(x)):
        if best <= x[i]:
            best, where = x[i], i
    return where
