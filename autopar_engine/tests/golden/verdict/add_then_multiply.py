# i: SEQ at LOOP, R_SCALAR
data = [3, 1, 4, 1, 5]
s = 1
for i in range(5):
    s += data[i]
    s *= 2
