# i: SEQ at LOOP, R_SCALAR
s = 1
t = 2
b = [2, -1, 3, 0] * 5
for i in range(20):
    s, t = b[i] * s - t, s + 3
