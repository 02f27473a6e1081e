# i: SEQ at LIBRARY, R_ANTI
values = [1, 2, 3, 4, 5, 6]
for i in range(5):
    values[i] = values[i] + sum(values[i + 1:])
