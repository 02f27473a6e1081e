# i: UNKNOWN until BOUNDS, R_BOUND
def shift(x):
    a = [0] * 10
    for i in range(len(a) + 1):
        a[i - 1] = x
    return a
