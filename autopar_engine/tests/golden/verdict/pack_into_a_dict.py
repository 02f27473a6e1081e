# i: SCAN at LOOP, R_SCALAR
k = 0
found = {}
data = [1, -1] * 20
for i in range(40):
    if data[i] > 0:
        found[k] = i
        k += 1
