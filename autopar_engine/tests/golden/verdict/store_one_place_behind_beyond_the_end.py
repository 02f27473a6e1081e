# i: UNKNOWN until BOUNDS, R_BOUND
# after: shift(1)
def shift(x):
    a = [0] * 10
    for i in range(len(a) + 1):
        a[i - 1] = x
    return a
