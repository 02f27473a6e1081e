# i: SEQ at LOOP, R_SCALAR
k = 0
latest = [0] * 41
data = [0, 1, 0, 1, 1, 0]
for i in range(6):
    latest[k] = i
    if data[i] > 0:
        k += 1
