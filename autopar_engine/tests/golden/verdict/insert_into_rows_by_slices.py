# i: SEQ at LOOP, R_OUTPUT
rows = [[0] * 8, [1] * 8]
for i in range(4):
    rows[0][2 * i:2 * i + 1] = [i, i]
