# i: DOALL at LIBRARY
values = [1, 2, 3, 4, 5, 6]
sums = [0] * 4
for i in range(4):
    sums[i] = sum(values[i:i + 3]) + sum(values[::-2])
