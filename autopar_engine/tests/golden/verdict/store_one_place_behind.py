# i: DOALL at LOOP
# after: shift(1)
def shift(x):
    a = [0] * 10
    for i in range(len(a)):
        a[i - 1] = x
    return a
