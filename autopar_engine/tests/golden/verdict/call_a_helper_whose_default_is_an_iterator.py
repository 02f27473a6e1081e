# i: UNKNOWN until NEVER, R_CALL
def add_rest(value, rest=iter([1, 2, 3, 4])):
    return sum(rest) + value
found = [0] * 3
for i in range(3):
    found[i] = add_rest(i)
