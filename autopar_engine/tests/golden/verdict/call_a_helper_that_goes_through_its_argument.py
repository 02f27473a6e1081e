# item: REDUCE of floats at LOOP; i: UNKNOWN until TYPES, R_TYPE
# after: weigh(iter([3, 1, 4]))
def add_up(items):
    result = 0
    for item in items:
        result += item
    return result

def weigh(values):
    total = 0
    for i in range(3):
        total += i * add_up(values)
    return total
