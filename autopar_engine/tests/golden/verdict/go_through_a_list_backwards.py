# v: REDUCE at LOOP
data = [3, 1, 4, 1, 5]
s = 0
for v in reversed(data):
    s += v
