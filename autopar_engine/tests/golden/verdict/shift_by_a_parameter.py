# i: UNKNOWN until BOUNDS, R_BOUND
# after: shift(10, 10)
def shift(m, count):
    values = [0] * 100
    for i in range(count):
        values[i + m] = values[i]
    return values
