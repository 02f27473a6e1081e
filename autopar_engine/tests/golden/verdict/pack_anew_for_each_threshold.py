# r: UNKNOWN until CONTENT, R_NONAFFINE; i: SCAN at LOOP, R_SCALAR
packed = [0] * 5
data = [3, 1, 4, 1, 5]
for r in range(4):
    k = 0
    for i in range(5):
        if data[i] > r:
            packed[k] = i
            k += 1
