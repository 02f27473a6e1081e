# i: HISTO at LOOP
bins = [0] * 5
data = list(range(30))
for i in range(30):
    bins[data[i] % 5] += 1
