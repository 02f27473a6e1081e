# i: SEQ at LOOP, R_SCALAR
k = 1
packed = [0] * 41
data = [1, -1] * 20
for i in range(40):
    if data[i] > 0:
        packed[k] = data[i] + packed[k - 1]
        k += 1
