# i: SCAN at LOOP, R_SCALAR
k = 0
packed = [0] * 40
positions = [0] * 40
data = [1, -1] * 20
for i in range(40):
    if data[i] > 0:
        packed[k] = data[i]
        positions[k] = i
        packed[k] = packed[k] * 2
        k += 1
