# i: UNKNOWN until TYPES, R_TYPE
values = [iter([3, 1, 4]), iter([1, 5])]
found = [0] * 4
for i in range(4):
    found[i] = sum(values[0])
