# i: SEARCH at LOOP
data = [3, 1, 4, 1, 5]
for i in range(5):
    if data[i] == 7:
        break
else:
    missing = True
