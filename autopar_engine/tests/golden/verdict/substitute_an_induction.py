# i: DOALL at LOOP
k = 0
spread = [0] * 40
for i in range(20):
    spread[k] = i
    k += 2
