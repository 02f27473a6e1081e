# i: SCAN at LOOP, R_SCALAR
# after: positives([3, -1, 4, -1, 5])
def positives(x):
    n = len(x)
    y = [0] * n
    k = 0
    for i in range(n):
        if x[i] > 0:
            y[k] = x[i]
            k += 1
    return y[:k]
