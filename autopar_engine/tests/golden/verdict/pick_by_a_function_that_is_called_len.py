# x: UNKNOWN until NEVER, R_ORDER
seen = []
def len(value):
    seen.append(value)
    return value % 3
best = max((x for x in [3, 1, 2]), key=len)
