# value: COLLECT at LIBRARY
out = []
for value in map(int, ["1", "2", "3"]):
    out.append(value + 1)
