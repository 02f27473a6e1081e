# i: SEQ at LOOP, R_FLOW
x = [1] * 20
for i in range(2, 20):
    x[i] = 2 * x[i - 1] - 3 * x[i - 2] + 1
