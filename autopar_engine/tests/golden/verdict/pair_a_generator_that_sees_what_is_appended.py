# i: UNKNOWN until NEVER, R_YIELD; (i, x): UNKNOWN until NEVER, R_ORDER
# after: run()
def run():
    kept = []
    def lengths():
        for i in range(4):
            yield len(kept)
    for i, x in zip(range(4), lengths()):
        kept.append((i, x))
    return kept
