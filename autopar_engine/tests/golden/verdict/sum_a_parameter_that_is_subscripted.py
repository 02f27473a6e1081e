# i: REDUCE of floats at LIBRARY
# after: compare([3, 1, 4])
def compare(values):
    total = 0
    for i in range(3):
        total += sum(values) - values[i]
    return total
