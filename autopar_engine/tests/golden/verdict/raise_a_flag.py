# i: DOALL_PRIV at LOOP
data = [1] * 10
found = False
for i in range(10):
    if data[i] > 3:
        found = True
