# i: UNKNOWN until BOUNDS, R_BOUND
def shift(m, count):
    values = [0] * 100
    for i in range(count):
        values[i + m] = values[i]
    return values
