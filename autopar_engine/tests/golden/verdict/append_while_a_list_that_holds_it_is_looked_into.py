# i: UNKNOWN until TYPES, R_ALIAS
def count(n):
    seen = []
    holder = [seen]
    sizes = []
    for i in range(n):
        seen.append(i)
        sizes.append(len(holder[0]))
    return sizes
# after: count(4)
