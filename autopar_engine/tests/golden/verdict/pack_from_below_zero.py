# i: SEQ at LOOP, R_SCALAR
k = -1
packed = [0] * 5
data = [1] * 6
for i in range(6):
    if data[i] > 0:
        packed[k] = i
        k += 1
