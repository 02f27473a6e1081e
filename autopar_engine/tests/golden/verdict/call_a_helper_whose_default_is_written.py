# i: UNKNOWN until NEVER, R_CALL
offsets = [0]
def shift(value, by=offsets):
    return by[0] + value
found = [0] * 3
for i in range(3):
    found[i] = shift(i)
    offsets[0] = i
