# i: UNKNOWN until CONTENT, R_FLOW
a = list(range(10))
for i in range(10):
    if 4 <= i < 9:
        a[i] = a[i - 4]
