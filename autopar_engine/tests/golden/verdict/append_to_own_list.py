# i: COLLECT at LOOP
out = []
for i in range(10):
    out.append(i * i)
