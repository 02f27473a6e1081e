# i: UNKNOWN until TYPES, R_TYPE
values = [3, 1, 4]
def replace():
    global values
    values = iter([3, 1, 4])
replace()
found = [0] * 3
for i in range(3):
    found[i] = sum(values)
