# i: DOALL_PRIV at LOOP
data = [3, -1, 4, -1, 5]
where = -1
for i in range(5):
    if data[i] < 0:
        where = i
