# i: SEQ at LOOP, R_FLOW; j: DOALL at LOOP
buffer = [1] * 8
result = [0] * 10
for i in range(10):
    for j in range(4):
        buffer[j] = buffer[j + 4] + i
    buffer[7] = buffer[0] + 1
    result[i] = buffer[3]
