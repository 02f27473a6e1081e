# i: SEARCH at LOOP
data = [1] * 100
where = -1
for i in range(100):
    if data[i] > 5:
        where = i
        break
