# i: UNKNOWN until TYPES, R_ALIAS
def count(seen, other):
    sizes = []
    for i in range(5):
        seen.append(i)
        sizes.append(len(other))
    return sizes
# after: same = []; count(same, same)
