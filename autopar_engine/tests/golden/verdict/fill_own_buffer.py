# i: DOALL_PRIV at LOOP; j: DOALL at LOOP; j: REDUCE at LOOP
buffer = [0] * 4
result = [0] * 10
for i in range(10):
    total = 0
    for j in range(4):
        buffer[j] = i * j
    for j in range(4):
        total += buffer[j]
    result[i] = total
