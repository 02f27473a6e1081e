# i: DOALL at LOOP
k = 60
spread = [0] * 61
for i in range(20):
    spread[k] = i
    k -= 3
