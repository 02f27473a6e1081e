# i: UNKNOWN until TYPES, R_ALIAS
def fill(left, right):
    for i in range(4):
        left.append(i)
        right.append(-i)
# after: same = []
# after: fill(same, same)
