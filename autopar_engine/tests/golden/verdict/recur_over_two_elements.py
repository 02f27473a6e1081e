# i: SEQ at LOOP, R_FLOW
f = [1] * 30
for i in range(2, 30):
    f[i] = f[i - 1] + f[i - 2]
