# i: UNKNOWN until NEVER, R_INNER; j: UNKNOWN until NEVER, R_ORDER
kept = []
for i in range(3):
    kept.append(dict(a=(i + j for j in range(2))))
# after: print([list(d["a"]) for d in kept])
