# i: PIPELINE at LOOP, R_SCALAR
s = 1
b = [2, -1, 3, 0] * 5
c = [3, 1] * 10
out = [0] * 20
for i in range(20):
    s = b[i] * s + c[i]
    out[i] = s
