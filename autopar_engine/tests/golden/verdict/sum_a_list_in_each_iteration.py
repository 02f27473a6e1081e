# i: REDUCE of floats at LIBRARY
values = [3, 1, 4]
total = 0
for i in range(3):
    total += i * sum(values)
