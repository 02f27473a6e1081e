# _: COLLECT at LOOP; i: UNKNOWN until CONTENT, R_ALIAS
groups = [[] for _ in range(4)]
k = [1, 3, 1, 0, 3]
for i in range(5):
    groups[k[i]] += [i]
