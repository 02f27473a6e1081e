# i: SEQ at LOOP, R_FLOW
found = [[], []]
for i in range(4):
    found[0] += [i]
