# i: SEARCH at LOOP
data = [3, 1, 4, -1, 5]
doubled = [0] * 5
for i in range(5):
    if data[i] < 0:
        break
    doubled[i] = data[i] * 2
