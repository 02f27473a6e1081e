# i: REDUCE at LOOP
data = [3, -1, 4, -1, 5]
s = 0
for i in range(5):
    if data[i] > 0:
        s += data[i]
