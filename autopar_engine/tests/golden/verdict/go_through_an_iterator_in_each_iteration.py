# i: UNKNOWN until NEVER, R_ORDER; v: REDUCE at LOOP
values = iter([3, 1, 4])
a = [0] * 3
for i in range(3):
    for v in values:
        a[i] += 1
