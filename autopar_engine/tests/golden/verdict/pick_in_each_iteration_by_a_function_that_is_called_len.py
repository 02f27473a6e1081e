# i: UNKNOWN until NEVER, R_CALL
seen = []
def len(value):
    seen.append(value)
    return value % 3
best = [0] * 3
for i in range(3):
    best[i] = max([3, 1, i], key=len)
