# i: UNKNOWN until TYPES, R_ALIAS
# after: compare([[0], [3], None])
def compare(x):
    y = [1, 0]
    x[2] = y
    for i in range(2):
        y[i] = x[i + 1] < [2]
    return y
