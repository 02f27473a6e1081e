# i: SEQ at LOOP, R_SCALAR
k = 0
packed = [0] * 41
data = [1, -1] * 20
for i in range(40):
    packed[k] = i
    if data[i] > 0:
        k += 1
