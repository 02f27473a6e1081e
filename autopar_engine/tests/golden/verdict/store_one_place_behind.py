# i: DOALL at LOOP
def shift(x):
    a = [0] * 10
    for i in range(len(a)):
        a[i - 1] = x
    return a
