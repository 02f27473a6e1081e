# i: UNKNOWN until CONTENT, R_FLOW
a = [1] * 10
for i in range(10):
    if i > 0:
        a[i] = a[i - 1] + 1
