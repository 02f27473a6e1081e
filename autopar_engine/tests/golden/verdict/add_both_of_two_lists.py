# (a, b): REDUCE at LOOP
left = [1, -2, 3]
right = [4, 5, -6]
s = 0
for a, b in zip(left, right):
    s += a * b
