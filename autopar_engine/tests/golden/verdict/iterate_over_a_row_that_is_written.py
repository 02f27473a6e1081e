# (i, e): SEQ at LOOP, R_FLOW
rows = [[1, 2, 3], [4, 5, 6]]
for i, e in enumerate(rows[0]):
    rows[0][2 - i] = e
