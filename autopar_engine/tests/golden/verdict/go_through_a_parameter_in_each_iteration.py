# i: UNKNOWN until TYPES, R_TYPE; v: REDUCE of floats at LOOP
# after: count(iter([3, 1, 4]))
def count(values):
    total = 0
    for i in range(3):
        for v in values:
            total += v
    return total
