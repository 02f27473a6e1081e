# i: SCAN at LOOP, R_SCALAR; j: SCAN at LOOP, R_SCALAR
k = 2
found = [0] * 40
data = [3, 1, 4, 1, 5]
for i in range(4):
    for j in range(5):
        if data[j] > i:
            found[k] = j
            k += 1
