# i: DOALL at LIBRARY
def shift(value, by=-1):
    if value > 1:
        return value + by
    return by
found = [0] * 3
for i in range(3):
    found[i] = shift(i)
