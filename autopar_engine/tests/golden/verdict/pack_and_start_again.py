# i: SEQ at LOOP, R_SCALAR
k = 0
packed = [0] * 20
data = [1, 2, -1, 3, 4] * 4
for i in range(20):
    if data[i] > 0:
        packed[k] = data[i]
        k += 1
    else:
        k = 0
