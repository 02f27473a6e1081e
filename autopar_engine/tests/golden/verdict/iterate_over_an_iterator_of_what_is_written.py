# (i, v): SEQ at LOOP, R_FLOW
a = [1] * 20
values = iter(a)
for i, v in zip(range(9), values):
    a[2 * i + 1] = v
