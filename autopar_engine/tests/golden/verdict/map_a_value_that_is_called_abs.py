# i: UNKNOWN until NEVER, R_CALL
# before: make = lambda seen: (lambda value: seen.append(value) or len(seen))
abs = make([])
kept = [0] * 3
for i in range(3):
    kept[i] = list(map(abs, [i]))
