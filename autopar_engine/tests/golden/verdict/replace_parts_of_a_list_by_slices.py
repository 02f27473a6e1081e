# i: DOALL at LOOP
values = [0] * 8
for i in range(4):
    values[2 * i:2 * i + 2] = [i, i]
