# Display at 3:11-3:17: lists, sets, tuples and dicts are not built inside compiled loops
for i in range(10):
    a[i] = [i, 1]
