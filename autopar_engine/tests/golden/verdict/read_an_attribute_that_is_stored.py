# i: UNKNOWN until TYPES, R_ALIAS
for i in range(100):
    q.x = i
    a[i] = p.x
