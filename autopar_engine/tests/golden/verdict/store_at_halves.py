# i: UNKNOWN until CONTENT, R_NONAFFINE
a = [0] * 10
for i in range(20):
    a[i // 2] = i
