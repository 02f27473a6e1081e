# i: DOALL at LIBRARY
# before: is_long = True
if is_long:
    values = [3, 1, 4]
else:
    values = [3, 1]
found = [0] * 3
for i in range(3):
    found[i] = sum(values)
