# i: REDUCE of floats at LIBRARY
# after: weigh([3, 1, 4])
def weigh(values):
    total = 0
    for i in range(len(values)):
        total += i * sum(values)
    return total
