# i: SCAN at LOOP, R_SCALAR
running = 0
prefix = [0] * 10
data = [1] * 10
for i in range(10):
    running += data[i]
    prefix[i] = running
