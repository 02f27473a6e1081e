# i: REDUCE at LOOP
keys = [5, 3, 8, 1, 9]
mask = 0
for i in range(5):
    mask |= 1 << keys[i]
