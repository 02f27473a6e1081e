# i: UNKNOWN until NEVER, R_CALL
import itertools
y = [0] * 5
seen = []
def tally(value):
    seen.append(value)
    return len(seen)
for i in range(5):
    y[i] = list(itertools.starmap(tally, [(i,)]))
