# (i, v): SEQ at LOOP, R_FLOW
# raises: IndexError
a = [1] * 11
for i, v in enumerate(a):
    a[i + 1] = v * 2
