# i: UNKNOWN until TYPES, R_TYPE
def count(values):
    found = [0] * 3
    for i in range(3):
        rest = values
        found[i] = sum(rest)
    return found
# after: count(iter([3, 1, 4]))
