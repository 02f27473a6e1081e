# i: SCAN at LOOP, R_SCALAR
data = [1, 2, 3, 4, 5, 6]
prefix = [0] * 6
running = 1
for i in range(6):
    running *= data[i]
    prefix[i] = running
