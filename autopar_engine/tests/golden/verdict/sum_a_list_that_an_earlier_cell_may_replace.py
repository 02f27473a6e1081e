# i: UNKNOWN until TYPES, R_TYPE
# before: is_long = True
values = [3, 1]
if is_long:
    values = iter([3, 1, 4])
elif len(values) > 2:
    values = [1, 2]
# %%
found = [0] * 3
for i in range(3):
    found[i] = sum(values)
