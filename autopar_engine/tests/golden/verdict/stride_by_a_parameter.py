# i: UNKNOWN until BOUNDS, R_BOUND
# after: spread(3, 5)
def spread(step, count):
    out = [0] * 100
    for i in range(count):
        out[i * step] = i
    return out
