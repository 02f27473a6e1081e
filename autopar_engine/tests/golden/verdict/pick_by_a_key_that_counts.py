# x: UNKNOWN until NEVER, R_ORDER
seen = []
def tally(value):
    seen.append(value)
    return len(seen) % 3
best = max((x for x in [3, 1, 2]), key=tally)
