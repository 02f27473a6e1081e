# i: DOALL at LOOP
# after: doubled([3, 1, 4, 1, 5])
def doubled(x):
    y = [0] * len(x)
    for i in range(len(x)):
        y[i] = 2 * x[i]
    return y
