# i: SCAN at LOOP, R_SCALAR
k = 0
packed = [0] * 40
data = [1] * 40
for i in range(40):
    if data[i] > 0:
        packed[k] = data[i]
        k += 1
