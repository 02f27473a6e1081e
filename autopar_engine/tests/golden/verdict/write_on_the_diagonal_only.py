# i: DOALL_PRIV at LOOP; j: DOALL at LOOP
d = [0] * 8
for i in range(8):
    for j in range(8):
        if i == j:
            d[j] = i
