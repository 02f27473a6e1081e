# i: DOALL at LOOP
def fill(x):
    a = [0] * 10
    for i in range(len(a)):
        a[-i] = x
    return a
