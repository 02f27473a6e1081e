# i: UNKNOWN until NEVER, R_CALL
x = [3, 1, 4, 1]
y = [0] * 4
seen = []
best = 0
def tally(value):
    seen.append(value)
    return len(seen) % 3
for i in range(4):
    best = max(best, x[i])
    y[i] = max([5, 6], key=tally)
