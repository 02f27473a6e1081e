# i: UNKNOWN until TYPES, R_TYPE; j: UNKNOWN until TYPES, R_ALIAS
def grow(kept):
    sizes = []
    for i in range(3):
        row = []
        kept.append(row)
        for j in range(4):
            row.append(j)
            sizes.append(len(kept[0]))
    return sizes
# after: grow([])
