# i: SCAN at LIBRARY, R_SCALAR
data = [3, 1, 4, 1, 5, 9, 2, 6]
peak = [0] * 8
best = 0
for i in range(8):
    best = max(best, data[i])
    peak[i] = best
