# i: HISTO at LOOP
bins = [0] * 10
keys = [3, 1, 3]
for i in range(3):
    bins[keys[i]] += 1
