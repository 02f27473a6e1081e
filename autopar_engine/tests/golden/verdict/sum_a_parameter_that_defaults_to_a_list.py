# i: UNKNOWN until TYPES, R_TYPE
# after: count(iter([3, 1, 4]))
def count(values=None):
    if values is None:
        values = []
    found = [0] * 3
    for i in range(3):
        found[i] = sum(values)
    return found
