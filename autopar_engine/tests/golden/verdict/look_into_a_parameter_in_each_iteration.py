# i: UNKNOWN until TYPES, R_TYPE
# after: count(iter([0, 1, 2, 0, 1]))
def count(values):
    found = 0
    for i in range(3):
        if i in values:
            found += 1
    return found
