# value: UNKNOWN until NEVER, R_CALL
out = []
seen = []
def note(value):
    seen.append(value)
    return value
for value in map(note, [1, 2, 3]):
    out.append(len(seen))
