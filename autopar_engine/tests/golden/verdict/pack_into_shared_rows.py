# i: SEQ at LOOP, R_SCALAR
k = 0
rows = [[0] * 3] * 40
data = [1, -1] * 20
for i in range(40):
    if data[i] > 0:
        rows[k][0] = i
        k += 1
