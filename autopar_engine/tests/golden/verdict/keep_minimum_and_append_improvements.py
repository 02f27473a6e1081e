# i: SEQ at LOOP, R_SCALAR
def improvements(x):
    best = x[0]
    found = []
    for i in range(len(x)):
        if x[i] < best:
            best = x[i]
            found.append(i)
    return found
