# i: SCAN at LOOP, R_SCALAR
k = 0
packed = [0] * 80
data = [1, -1] * 20
for i in range(40):
    packed[k] = data[i]
    if data[i] > 0:
        k += 1
    else:
        k += 2
