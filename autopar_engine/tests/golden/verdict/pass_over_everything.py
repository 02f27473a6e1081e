# i: TRIVIAL at SYNTAX
for i in range(100):
    pass
