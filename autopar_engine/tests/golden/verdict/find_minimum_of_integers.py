# i: REDUCE at LOOP
data = [5, 3, 8, 1, 9]
low = 100
for i in range(5):
    low = min(low, data[i])
