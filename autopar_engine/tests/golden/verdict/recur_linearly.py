# i: SEQ at LOOP, R_FLOW
x = [1] * 20
b = [2] * 20
c = [3] * 20
for i in range(1, 20):
    x[i] = b[i] * x[i - 1] + c[i]
