# i: UNKNOWN until TYPES, R_ALIAS
squares = {}
keys = squares.keys()
counts = [0] * 4
for i in range(4):
    squares[i] = i * i
    counts[i] = len(keys)
