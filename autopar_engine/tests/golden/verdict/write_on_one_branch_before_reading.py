# i: UNKNOWN until CONTENT, R_SCALAR
a = [0] * 50
b = [1] * 50
t = 0
for i in range(50):
    if b[i] > 0:
        t = i
    a[i] = t
