# i: UNKNOWN until TYPES, R_ALIAS; value: REDUCE of floats at LOOP
def fill(y):
    for i in range(4):
        same = y
        s = 0
        for value in same:
            s += value
        y[i] = s
# after: fill([1, 2, 3, 4])
