# x: UNKNOWN until NEVER, R_EXIT
seen = []
found = any(seen.append(x) for x in [1, 2, 3])
