# i: SCAN at LOOP, R_SCALAR; j: DOALL at LOOP
k = 0
line = [0] * 15
for i in range(6):
    for j in range(i):
        line[k] = i * j
        k += 1
