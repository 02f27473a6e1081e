# x: TRIVIAL at SYNTAX
for x in range(100):
    continue
