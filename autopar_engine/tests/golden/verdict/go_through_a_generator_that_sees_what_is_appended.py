# i: UNKNOWN until NEVER, R_YIELD; x: UNKNOWN until NEVER, R_ORDER
kept = []
def lengths():
    for i in range(4):
        yield len(kept)
for x in lengths():
    kept.append(x)
