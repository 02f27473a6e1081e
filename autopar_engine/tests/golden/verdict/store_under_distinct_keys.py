# i: COLLECT at LOOP
squares = {}
for i in range(20):
    squares[i] = i * i
