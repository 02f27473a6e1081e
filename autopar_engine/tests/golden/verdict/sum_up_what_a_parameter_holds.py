# i: SCAN at LOOP, R_SCALAR
# after: running([3, 1, 4, 1, 5])
def running(x):
    sums = [0] * len(x)
    s = 0
    for i in range(len(x)):
        s += x[i]
        sums[i] = s
    return sums
