# i: DOALL at LIBRARY
STEP = 2
def shift(value, by=STEP, scale=1 / 4):
    if value > 1:
        return value + by
    return by * scale
found = [0] * 3
for i in range(3):
    found[i] = shift(i)
