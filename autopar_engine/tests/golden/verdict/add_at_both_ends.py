# i: SEQ at LOOP, R_SCALAR
def wrap(x):
    s = x[0]
    for i in range(1, 5):
        s = x[i] + s
        s = s + x[i]
    return s
# after: wrap("abcdef")
