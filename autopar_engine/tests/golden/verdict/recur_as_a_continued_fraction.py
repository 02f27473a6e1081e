# i: SEQ at LOOP, R_SCALAR
x = 1.0
b = [2.0, 1.0, 3.0, 5.0] * 5
for i in range(20):
    x = b[i] + 1 / x
