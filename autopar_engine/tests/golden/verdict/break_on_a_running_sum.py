# i: SEQ at LOOP, R_SCALAR
data = [1] * 100
total = 0
for i in range(100):
    total += data[i]
    if total > 50:
        break
