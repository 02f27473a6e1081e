# i: SEQ at LOOP, R_FLOW
x = [1.0] * 20
for i in range(1, 20):
    x[i] = (2 * x[i - 1] + 1) / (x[i - 1] + 3)
