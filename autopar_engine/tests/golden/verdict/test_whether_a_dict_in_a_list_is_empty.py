# i: UNKNOWN until TYPES, R_ALIAS
counts = {}
holder = [counts]
found = [0] * 3
for i in range(3):
    found[i] = 1 if holder[0] else 0
    counts[i] = i
