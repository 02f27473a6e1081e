# (i, v): REDUCE at LOOP
data = [1, -2, 3]
s = 0
for i, v in enumerate(data):
    s += i * v
