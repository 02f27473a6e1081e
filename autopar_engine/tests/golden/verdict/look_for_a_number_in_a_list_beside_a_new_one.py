# i: DOALL at LIBRARY
def places(n):
    rows = [[1], [2]]
    found = [0] * n
    for i in range(n):
        found[i] = rows.index([1])
    return found
# after: places(3)
