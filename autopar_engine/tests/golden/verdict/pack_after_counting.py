# i: SCAN at LOOP, R_SCALAR
k = 0
packed = [0] * 41
data = [1, -1] * 20
for i in range(40):
    if data[i] > 0:
        k += 1
        packed[k] = data[i]
