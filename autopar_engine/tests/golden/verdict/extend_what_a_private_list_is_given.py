# i: UNKNOWN until TYPES, R_TYPE; j: DOALL at LOOP
def grow(x):
    slots = [0] * 3
    sizes = [0] * 4
    for i in range(4):
        for j in range(3):
            slots[j] = x
        slots[0] += [1]
        sizes[i] = len(slots[1])
    return sizes
# after: grow([])
