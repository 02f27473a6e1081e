# i: DOALL at LOOP
k = 0
spread = [0] * 41
for i in range(20):
    k += 2
    spread[k] = i
