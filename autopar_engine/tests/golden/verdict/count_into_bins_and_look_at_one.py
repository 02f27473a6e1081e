# i: UNKNOWN until CONTENT, R_INDIRECT
bins = [0] * 10
keys = [3, 0, 3, 0, 5]
first = [0] * 5
for i in range(5):
    bins[keys[i]] += 1
    first[i] = bins[0]
