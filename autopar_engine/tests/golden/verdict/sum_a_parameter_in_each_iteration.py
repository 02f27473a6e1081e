# i: UNKNOWN until TYPES, R_TYPE
# after: weigh(iter([3, 1, 4]))
def weigh(values):
    total = 0
    for i in range(3):
        total += i * sum(values)
    return total
