# i: REDUCE at LOOP
data = [5, 3, 8, 1, 9]
seen = False
for i in range(5):
    seen = seen or data[i] == 8
