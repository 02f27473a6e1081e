# v: UNKNOWN until NEVER, R_ORDER; q: UNKNOWN until NEVER, R_ORDER
def follow(xs):
    seen = []
    sizes = []
    for v in (seen.append(q) for q in xs):
        sizes.append(v)
    return sizes
# after: follow([3, 1, 2])
