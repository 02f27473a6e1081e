# i: DOALL at LOOP
# after: fill(1)
def fill(x):
    a = [0] * 10
    for i in range(len(a)):
        a[-i] = x
    return a
