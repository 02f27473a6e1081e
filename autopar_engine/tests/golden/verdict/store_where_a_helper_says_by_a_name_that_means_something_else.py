# i: UNKNOWN until CONTENT, R_NONAFFINE
STRIDE = 0
def scaled(i):
    return STRIDE * i
def run():
    STRIDE = 1
    a = [0] * 20
    for i in range(9):
        a[scaled(i)] = i + STRIDE
    return a
run()
